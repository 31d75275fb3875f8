import { type SlugTable, slugsKey } from '../../../schema/content/blocks.ts';
import { namedValues } from '../../../site/named-values.ts';
import { SortColumns } from '../../../site/sort-columns.ts';

const PREFIX = slugsKey('', 0).split('/')[0];

/** Whether a key is one of a table of slugs. */
export const isOfSlugs = (key: string): boolean => key.startsWith(`${PREFIX}/`);

/** Bytes of the name of a shelf, roughly. */
const SHELF = 64;

/**
 * A table of slugs in a few columns: some 22 bytes for each entry, where the object that JSON gives takes five times as much, and a check has all tables
 * of a collection in memory. What is read of it is what that object says.
 */
export class SlugColumns implements SlugTable {
  readonly of: SlugTable['of'];
  readonly shelves?: readonly string[];
  /** Of the heap and of buffers, roughly. */
  readonly bytes: number;

  constructor({ of, shelves }: SlugTable) {
    const columns = new SortColumns(Object.entries(of));
    this.of = namedValues(columns);
    if (shelves) this.shelves = shelves;
    this.bytes = columns.bytes + SHELF * (shelves?.length ?? 0);
  }
}
