import { compareEntries, type SortValue } from '../../schema/content/blocks.ts';
import type { EntryRecord } from '../../schema/content/records.ts';
import type { Paths } from '../columns/paths.ts';
import { slugsOf } from './slugs.ts';

/** What a collection is put into order by, of each entry by its number: its place in path order, among those that a release may leave out. */
export interface Columns {
  readonly paths: Paths;
  value(number: number): SortValue;
}

/** Makes records of entries. */
export interface Records {
  of(path: string): EntryRecord;
  /** How long one is as JSON, in UTF-16 units, by the number of its entry; undefined where it has to be made for that. */
  units(number: number): number | undefined;
}

/** Of entries that are held: their numbers in the order of the collection, and their places in the order of paths. */
export interface Order {
  readonly numbers: Uint32Array;
  readonly byPath: Uint32Array;
}

/** What an order is by, and what records follow from besides what is known of their files and when these were saved. */
export interface Basis {
  readonly sort: string;
  readonly from: string;
}

/**
 * The entries of a collection in its order. Records are made when they are asked for, each time anew: those of 100,000 entries would
 * take as much memory as all else that is known of them.
 */
export class Entries implements Iterable<EntryRecord> {
  readonly #columns: Columns;
  /** Of the entry at each place. */
  readonly numbers: Uint32Array;
  /** Places in the order of paths, in which what is known of files is read fastest. */
  readonly byPath: Uint32Array;
  readonly #records: Records;
  readonly basis: Basis;

  constructor(columns: Columns, order: Order, records: Records, basis: Basis) {
    this.#columns = columns;
    this.numbers = order.numbers;
    this.byPath = order.byPath;
    this.#records = records;
    this.basis = basis;
  }

  get length(): number {
    return this.numbers.length;
  }

  /** By number: also of entries that are not held. */
  get paths(): Paths {
    return this.#columns.paths;
  }

  /** Numbers of those that are held, in the order of paths. */
  *held(): Generator<number> {
    for (const place of this.byPath) yield this.numberAt(place);
  }

  *[Symbol.iterator](): Generator<EntryRecord> {
    for (const number of this.numbers) yield this.of(number);
  }

  at(place: number): EntryRecord {
    return this.of(this.numberAt(place));
  }

  numberAt(place: number): number {
    const number = this.numbers[place];
    if (number === undefined) throw new Error(`there is no entry ${place}`);
    return number;
  }

  of(number: number): EntryRecord {
    return this.#records.of(this.pathOf(number));
  }

  pathOf(number: number): string {
    return this.#columns.paths.at(number) ?? '';
  }

  slugOf(number: number): string {
    return slugsOf(this.paths).at(number) ?? '';
  }

  /** How long the record is as JSON, in UTF-16 units; undefined where it has to be made for that. */
  unitsOf(number: number): number | undefined {
    return this.#records.units(number);
  }

  /** What the entry is sorted by; null where there is none. */
  valueOf(number: number): SortValue {
    return this.#columns.value(number);
  }

  valueAt(place: number): SortValue {
    const number = this.numbers[place];
    return number === undefined ? null : this.valueOf(number);
  }
}

/** Puts entries with these numbers, which are in path order, into that of what they are sorted by; of equals by slug. */
export function orderBy(held: Uint32Array, { paths, value }: Columns, descending: boolean): Order {
  const values = Array.from(held, value);
  const all = slugsOf(paths);
  const slugs = new Array<string | undefined>(held.length);
  const slugAt = (at: number): string => {
    const slug = slugs[at] ?? all.at(held[at] ?? 0) ?? '';
    slugs[at] = slug;
    return slug;
  };
  const order = Uint32Array.from(held.keys()).sort((a, b) => {
    const [one = null, other = null] = [values[a], values[b]];
    // Most are numbers, and different: without slugs and pairs it takes a fraction of the time.
    const isNumbers = typeof one === 'number' && typeof other === 'number';
    if (isNumbers && (one < other || one > other)) return one < other === descending ? 1 : -1;
    return compareEntries([one, slugAt(a)], [other, slugAt(b)], descending);
  });
  const byPath = new Uint32Array(order.length);
  for (const [place, at] of order.entries()) byPath[at] = place;
  return { numbers: order.map((at) => held[at] ?? 0), byPath };
}
