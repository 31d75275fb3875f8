import type { CollectionQuery, EntryRow, RowSort } from '../../schema/api/collections.ts';
import { ProblemError } from '../../schema/api/problem.ts';
import { compareEntries, type SortValue } from '../../schema/content/blocks.ts';

/** A row, and where it comes among the others. */
export interface PlacedRow {
  readonly row: EntryRow;
  /** What the collection sorts it by. */
  readonly key: SortValue;
}

/** What `compareEntries` orders. No two rows of a collection have the same path. */
type Key = readonly [key: SortValue, name: string];

/** Rows that were asked for. */
export interface PageOfRows {
  readonly entries: EntryRow[];
  /** How many there are with all that was asked for. */
  readonly found: number;
  readonly cursor: string | null;
}

/** Whether a row has what is looked for: in its title, slug or date, whatever the case; and whether it has that state. */
export function isFound(
  { title, slug, date, state }: EntryRow,
  text: string,
  wanted: string | undefined,
): boolean {
  if (wanted !== undefined && state !== wanted) return false;
  return text === '' || `${title}\n${slug}\n${date ?? ''}`.toLowerCase().includes(text);
}

/**
 * A page of a collection's rows, which are in its order. A cursor is what its last row is sorted by, not how many came before: a row that
 * stays as it is comes once, whatever is saved between two pages. So that cursors stay short, pages are sorted by the first characters of
 * a text only, and rows where those are the same by their names.
 */
export function pageOfRows(
  rows: readonly PlacedRow[],
  { limit, cursor, text = '', state, sort }: CollectionQuery,
  descending: boolean,
): PageOfRows {
  const wanted = text.trim().toLowerCase();
  const found = rows.filter(({ row }) => isFound(row, wanted, state));
  const isDown = sort === undefined ? descending : sort.startsWith('-');
  const keyed = found.map((each) => ({ row: each.row, key: keyOf(each, sort) }));
  const isPage = limit !== undefined || cursor !== undefined;
  const isCut = isPage && found.some(({ key }) => typeof key === 'string' && key.length > MOST);
  if (sort !== undefined || isCut) keyed.sort((a, b) => compareEntries(a.key, b.key, isDown));
  const after = cursor === undefined ? undefined : readCursor(cursor);
  const start = after ? keyed.findIndex(({ key }) => compareEntries(key, after, isDown) > 0) : 0;
  const most = limit ?? keyed.length;
  const page = start < 0 ? [] : keyed.slice(start, start + most);
  const isMore = start >= 0 && start + most < keyed.length;
  const last = page.at(-1);
  return {
    entries: page.map(({ row }) => row),
    found: keyed.length,
    cursor: isMore && last ? writeCursor(last.key) : null,
  };
}

function keyOf({ row, key }: PlacedRow, sort: RowSort | undefined): Key {
  const { slug, path } = row;
  if (sort === undefined) return [cut(key), `${slug}\0${path}`];
  return [cut(SORTS[sort.replace('-', '') as keyof typeof SORTS](row)), path]; // of the names that the schema has
}

const SORTS = {
  title: ({ title }: EntryRow) => textKey(title),
  state: ({ state }: EntryRow) => state,
  date: ({ date }: EntryRow) => date ?? '',
  updated: ({ updated }: EntryRow) => updated ?? 0,
};

/** Characters of a text that pages are sorted by. */
const MOST = 200;

/** A text as people sort it: without case and accents, numbers by what they are worth. A collator takes ten times as long. */
export function textKey(text: string): string {
  const plain = /^[\0-\x7f]*$/.test(text) ? text : text.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return plain
    .toLowerCase()
    .replaceAll(/\d+/g, (digits) => digits.padStart(12, '0'))
    .slice(0, MOST);
}

const cut = (key: SortValue): SortValue => (typeof key === 'string' ? key.slice(0, MOST) : key);

const writeCursor = (key: Key): string => JSON.stringify(key);

function readCursor(cursor: string): Key {
  try {
    const [key, name] = JSON.parse(cursor) as Key; // checked below
    const isKey = key === null || typeof key === 'number' || typeof key === 'string';
    if (isKey && typeof name === 'string') return [key, name];
  } catch {
    // no JSON
  }
  throw new ProblemError('invalid', 'cursor: it is none of this collection', {
    rule: 'cursor',
    field: 'cursor',
  });
}
