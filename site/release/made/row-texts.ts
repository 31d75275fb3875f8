import type { MadeRow } from '../../../schema/made/row.ts';

/** How a row stands to the tables: in one, in place of another row there, or new. */
export type Standing = 'in' | 'over' | 'new';

/** The row of an address, and what its body is. */
export interface KeptRow {
  readonly row: MadeRow;
  /** The first 128 bits of the SHA-256 of the body. */
  readonly digest: string;
}

export interface StandingRow extends KeptRow {
  readonly standing: Standing;
}

/** Rows by path: of a Map, what is asked of them. */
export interface Rows<Row extends KeptRow = KeptRow> extends Iterable<readonly [path: string, row: Row]> {
  readonly size: number;
  has(path: string): boolean;
  get(path: string): Row | undefined;
  /** The same by the number of a path, where rows have numbers: see RowNumbers. */
  of?(number: number, at: { readonly path: string }): Row | undefined;
  /** Whether the row of a path is the one that the release before had. */
  goesOn?(path: string): boolean;
  /** The same of a row that was read from there, at this path. */
  takes?(path: string, row: Row): boolean;
}

/** A row as an object of its own. */
export const plainRow = ({ row, digest, standing }: StandingRow): StandingRow => ({ row, digest, standing });

export const rowLine = (path: string, { row, digest }: KeptRow, standing: Standing): string =>
  [path, standing, digest, JSON.stringify(row)].join('\t');

export function readRow(line: string): readonly [path: string, row: StandingRow] {
  const [path = '', standing, digest = '', json = ''] = line.split('\t');
  return [path, { row: JSON.parse(json) as MadeRow, digest, standing: standing as Standing }]; // as rowLine wrote it
}

/** Rows of before that go on, and others. */
export class JoinedRows implements Rows {
  readonly #before: Rows;
  readonly #goesOn: (path: string, row?: KeptRow) => boolean;
  readonly #others: Rows;
  readonly size: number;

  /** `count` rows of before go on, where `goesOn` says so: it is given the row where that is known. None of the others has the path of one. */
  constructor(
    before: Rows,
    { count, goesOn }: { readonly count: number; goesOn(path: string, row?: KeptRow): boolean },
    others: Rows,
  ) {
    this.#before = before;
    this.#goesOn = goesOn;
    this.#others = others;
    this.size = count + others.size;
  }

  takes(path: string, row: KeptRow): boolean {
    return this.#goesOn(path, row);
  }

  goesOn(path: string): boolean {
    return this.#goesOn(path) && !this.#others.has(path);
  }

  has(path: string): boolean {
    return this.#others.has(path) || (this.#goesOn(path) && this.#before.has(path));
  }

  get(path: string): KeptRow | undefined {
    return this.#others.get(path) ?? (this.#goesOn(path) ? this.#before.get(path) : undefined);
  }

  *[Symbol.iterator](): Iterator<readonly [string, KeptRow]> {
    for (const each of this.#before) if (this.#goesOn(...each)) yield each;
    yield* this.#others;
  }
}
