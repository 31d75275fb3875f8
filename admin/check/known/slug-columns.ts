import { type SlugTable, type SortValue, slugsKey } from '../../../schema/content/blocks.ts';
import { comparePaths, PackedPaths } from '../../../site/columns/paths.ts';

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
  readonly #slugs: PackedPaths;
  /** NaN for null, where all others are numbers. */
  readonly #values: Float64Array | readonly SortValue[];
  /** At the most. */
  readonly bytes: number;

  constructor(of: SlugTable['of']) {
    const rows = Object.entries(of).sort(([a], [b]) => comparePaths(a, b));
    this.#slugs = new PackedPaths(rows.map(([slug]) => slug));
    const values = rows.map(([, value]) => value);
    const isNumbers = values.every((value) => value === null || typeof value === 'number');
    this.#values = isNumbers ? Float64Array.from(values, (value) => value ?? Number.NaN) : values;
    this.bytes = rows.reduce((sum, [slug]) => sum + slug.length + (isNumbers ? 12 : 48), 0);
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
    return [...this.#slugs];
  }

  #find(slug: string | symbol): number {
    return typeof slug === 'string' ? this.#slugs.find(slug) : -1;
  }

  #valueAt(at: number): SortValue {
    const value = this.#values[at] ?? null;
    return Number.isNaN(value) ? null : value;
  }
}
