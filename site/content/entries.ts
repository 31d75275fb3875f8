import { compareEntries, type SortValue } from '../../schema/content/blocks.ts';
import type { EntryRecord } from '../../schema/content/records.ts';
import { slugOfEntry } from './entry-path.ts';

/** An entry while its collection is made. */
export interface Keyed {
  readonly path: string;
  readonly value: SortValue;
}

/**
 * The entries of a collection in its order, as a path and what each is sorted by. Records are made when they are asked for, each time anew:
 * those of 100,000 entries would take as much memory as all else that is known of them.
 */
export class Entries implements Iterable<EntryRecord> {
  readonly #paths: readonly string[];
  readonly #values: readonly SortValue[];
  /** Places in the order of paths, in which what is known of files is read fastest. */
  readonly byPath: Uint32Array;
  readonly #record: (path: string) => EntryRecord;
  /** What records follow from besides what is known of their files, and when these were saved. */
  readonly from: string;

  /** `order` are places of `keyed`. */
  constructor(
    keyed: readonly Keyed[],
    order: Uint32Array,
    record: (path: string) => EntryRecord,
    from: string,
  ) {
    this.#paths = Array.from(order, (at) => keyed[at]?.path ?? '');
    this.#values = Array.from(order, (at) => keyed[at]?.value ?? null);
    this.byPath = inverse(order);
    this.#record = record;
    this.from = from;
  }

  get length(): number {
    return this.#paths.length;
  }

  *[Symbol.iterator](): Generator<EntryRecord> {
    for (const path of this.#paths) yield this.#record(path);
  }

  at(place: number): EntryRecord {
    return this.#record(this.pathAt(place));
  }

  pathAt(place: number): string {
    const path = this.#paths[place];
    if (path === undefined) throw new Error(`there is no entry ${place}`);
    return path;
  }

  slugAt(place: number): string {
    return slugOfEntry(this.pathAt(place));
  }

  /** What the entry is sorted by; null where there is none. */
  valueAt(place: number): SortValue {
    return this.#values[place] ?? null;
  }
}

/** Of numbers at places, the place of each number. */
export function inverse(order: Uint32Array): Uint32Array {
  const places = new Uint32Array(order.length);
  for (const [place, number] of order.entries()) places[number] = place;
  return places;
}

/** The places that entries have by what they are sorted by; of equals by slug. */
export function placesBy(entries: readonly Keyed[], descending: boolean): Uint32Array {
  const slugs = entries.map(({ path }) => slugOfEntry(path));
  const keyOf = (at: number) => [entries[at]?.value ?? null, slugs[at] ?? ''] as const;
  return Uint32Array.from(entries.keys()).sort((a, b) => compareEntries(keyOf(a), keyOf(b), descending));
}
