import type { SlugTable as Table } from '../../../schema/content/blocks.ts';
import type { Entries } from '../../content/entries.ts';
import { namedValues } from '../../named-values.ts';
import { SortColumns } from '../../sort-columns.ts';
import { jsonOf } from '../pack.ts';

/** Entries that are in the order of slugs. Of two with one slug the last counts, as in JSON. */
interface Slugged {
  readonly entries: Entries;
  readonly numbers: Uint32Array;
}

/** What a shelf gives as JSON, of which only the programs are made that are asked for, by the place of the entry in `numbers`; those are kept. */
export function readShelf({ entries, numbers }: Slugged, programsAt: (place: number) => unknown): object {
  const made = new Map<string, unknown>();
  const find = (slug: string): unknown => {
    if (!made.has(slug)) {
      const place = placeOf(slug, { entries, numbers });
      made.set(slug, place === undefined ? undefined : programsAt(place));
    }
    return made.get(slug);
  };
  return namedValues({ find, names: () => [...new Set(slugsOf({ entries, numbers }))] });
}

const slugsOf = ({ entries, numbers }: Slugged): string[] =>
  Array.from(numbers, (number) => entries.slugOf(number));

function placeOf(slug: string, { entries, numbers }: Slugged): number | undefined {
  let [from, to] = [0, numbers.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (entries.slugOf(numbers[middle] ?? 0) <= slug) from = middle + 1;
    else to = middle;
  }
  const number = numbers[from - 1];
  return number !== undefined && entries.slugOf(number) === slug ? from - 1 : undefined;
}

/** What a table of slugs gives as JSON. What entries are sorted by is made once it is asked for: who wants to know the shelves does not. */
export class LaidTable implements Table {
  readonly shelves?: readonly string[];
  readonly #of: Slugged;
  #values: Table['of'] | undefined;

  constructor(of: Slugged, shelves: readonly string[] | undefined) {
    this.#of = of;
    if (shelves) this.shelves = shelves;
  }

  get of(): Table['of'] {
    this.#values ??= namedValues(new SortColumns(this.#rows()));
    return this.#values;
  }

  #rows(): (readonly [string, Table['of'][string]])[] {
    const { entries, numbers } = this.#of;
    const slugs = slugsOf(this.#of);
    return slugs.flatMap((slug, at) => {
      if (slug === slugs[at + 1]) return [];
      const value = entries.valueOf(numbers[at] ?? 0);
      return [
        [slug, Number.isSafeInteger(value) && value !== 0 ? value : JSON.parse(jsonOf(value))] as const,
      ];
    });
  }
}
