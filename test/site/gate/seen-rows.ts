import type { Row, SeenStore } from '../../../admin/check/seen/seen-store.ts';

/** What one release keeps of lines: which rows each bucket has, and their texts. */
export class SeenRows {
  readonly rows: readonly (readonly Row[])[];
  readonly #texts: ReadonlyMap<number, string>;

  constructor(rows: readonly (readonly Row[])[], texts: ReadonlyMap<number, string>) {
    this.rows = rows;
    this.#texts = new Map(rows.flat().map(([name]) => [name, texts.get(name) ?? '']));
  }

  one(name: number): string {
    const text = this.#texts.get(name);
    if (text === undefined) throw new Error(`there is no row ${name}`);
    return text;
  }

  lines(bucket: number): string {
    return (this.rows[bucket] ?? []).map(([name]) => this.one(name)).join('');
  }

  get texts(): ReadonlyMap<number, string> {
    return this.#texts;
  }
}

/** Keeps lines of a release in memory, and counts what is read and written. */
export class SeenInMemory implements SeenStore {
  readonly #first: string | undefined;
  readonly #before: SeenRows | undefined;
  readonly #texts: Map<number, string>;
  readonly #added = new Map<number, string>();
  readonly units: number;
  /** UTF-16 units that a row has at most: what is longer is cut, perhaps within a line. */
  most = Number.POSITIVE_INFINITY;
  kept: SeenRows | undefined;
  /** Buckets and rows that were read of the release before; how often lines were added; rows that were written. */
  readonly counts = { buckets: 0, rows: 0, added: 0, written: 0 };

  constructor(first?: string, before?: SeenRows, units = 64) {
    this.#first = first;
    this.#before = before;
    this.#texts = new Map(before?.texts);
    this.units = units;
  }

  first(): string | undefined {
    return this.#first;
  }

  lines(bucket: number): string {
    this.counts.buckets += 1;
    return this.#before?.lines(bucket) ?? '';
  }

  rows(bucket: number): readonly Row[] {
    return this.#before?.rows[bucket] ?? [];
  }

  row(name: number): string {
    this.counts.rows += 1;
    return this.#before?.one(name) ?? '';
  }

  add(bucket: number, lines: string): void {
    this.counts.added += 1;
    this.#added.set(bucket, this.added(bucket) + lines);
  }

  added(bucket: number): string {
    return this.#added.get(bucket) ?? '';
  }

  clear(bucket: number): void {
    this.#added.delete(bucket);
  }

  write(lines: string): readonly Row[] {
    this.counts.written += 1;
    if (lines === '') throw new Error('a row has no lines');
    const rows: Row[] = [];
    for (let from = 0; from < lines.length; from += this.most) {
      const name = Math.max(0, ...this.#texts.keys()) + 1;
      const text = lines.slice(from, from + this.most);
      this.#texts.set(name, text);
      rows.push([name, text.length]);
    }
    return rows;
  }

  end(rows: readonly (readonly Row[])[]): void {
    this.kept = new SeenRows(rows, this.#texts);
  }
}
