import { type SlugTable, type SortValue, slugsKey } from '../../../schema/content/blocks.ts';

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
    const columns = new Columns(of);
    this.of = new Proxy({}, columns);
    if (shelves) this.shelves = shelves;
    this.bytes = columns.bytes + SHELF * (shelves?.length ?? 0);
  }
}

/** Answers what `own` asks of the object, and what lists its names. */
class Columns implements ProxyHandler<object> {
  /** All slugs in their order, one behind the other. */
  readonly #slugs: string;
  /** Where each of them ends. */
  readonly #ends: Uint32Array;
  /** NaN for null, where all others are numbers. */
  readonly #values: Float64Array | readonly SortValue[];

  constructor(of: SlugTable['of']) {
    const rows = Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1));
    this.#slugs = rows.map(([slug]) => slug).join('');
    let end = 0;
    this.#ends = Uint32Array.from(rows, ([{ length }]) => {
      end += length;
      return end;
    });
    const values = rows.map(([, value]) => value);
    const isNumbers = values.every((value) => value === null || typeof value === 'number');
    this.#values = isNumbers ? Float64Array.from(values, (value) => value ?? Number.NaN) : values;
  }

  get bytes(): number {
    const each = this.#values instanceof Float64Array ? 12 : 48;
    return this.#slugs.length + each * this.#ends.length;
  }

  has(_target: object, slug: string | symbol): boolean {
    return this.#find(slug) >= 0;
  }

  get(_target: object, slug: string | symbol): SortValue | undefined {
    const at = this.#find(slug);
    return at < 0 ? undefined : this.#valueAt(at);
  }

  getOwnPropertyDescriptor(_target: object, slug: string | symbol): PropertyDescriptor | undefined {
    const at = this.#find(slug);
    if (at < 0) return undefined;
    return { value: this.#valueAt(at), configurable: true, enumerable: true, writable: true };
  }

  ownKeys(): string[] {
    return Array.from(this.#ends.keys(), (at) => this.#slugAt(at));
  }

  #find(slug: string | symbol): number {
    if (typeof slug !== 'string') return -1;
    let low = 0;
    let high = this.#ends.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const other = this.#slugAt(middle);
      if (other === slug) return middle;
      if (other < slug) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #slugAt(at: number): string {
    return this.#slugs.slice(at === 0 ? 0 : this.#ends[at - 1], this.#ends[at]);
  }

  #valueAt(at: number): SortValue {
    const value = this.#values[at] ?? null;
    return Number.isNaN(value) ? null : value;
  }
}
