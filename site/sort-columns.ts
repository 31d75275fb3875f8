import type { SortValue } from '../schema/content/blocks.ts';
import { comparePaths, PackedPaths } from './columns/paths.ts';
import type { Named } from './named-values.ts';

/** What entries are sorted by, by their slugs: some 22 bytes for each, where an object takes five times as much. */
export class SortColumns implements Named<SortValue> {
  readonly #slugs: PackedPaths;
  /** NaN for null, where all others are numbers. */
  readonly #values: Float64Array | readonly SortValue[];
  /** At the most. */
  readonly bytes: number;

  /** Each slug once. */
  constructor(all: readonly (readonly [slug: string, value: SortValue])[]) {
    const rows = all.toSorted(([a], [b]) => comparePaths(a, b));
    this.#slugs = new PackedPaths(rows.map(([slug]) => slug));
    const values = rows.map(([, value]) => value);
    const isNumbers = values.every((value) => value === null || typeof value === 'number');
    this.#values = isNumbers ? Float64Array.from(values, (value) => value ?? Number.NaN) : values;
    this.bytes = rows.reduce((sum, [slug]) => sum + slug.length + (isNumbers ? 12 : 48), 0);
  }

  find(slug: string): SortValue | undefined {
    const at = this.#slugs.find(slug);
    if (at < 0) return undefined;
    const value = this.#values[at] ?? null;
    return Number.isNaN(value) ? null : value;
  }

  names(): string[] {
    return [...this.#slugs];
  }
}
