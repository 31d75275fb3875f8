import type { MadeRow } from '../../../schema/made/row.ts';
import { hashOf } from '../../../schema/text/hash-of.ts';

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
}

/** Rows of a text, about. */
const TOGETHER = 16;

export const rowLine = (path: string, { row, digest, standing }: StandingRow): string =>
  [path, standing, digest, JSON.stringify(row)].join('\t');

/** What follows the path in a line. */
function readRest(rest: string): StandingRow {
  const [standing, digest = '', json = ''] = rest.split('\t');
  return { row: JSON.parse(json) as MadeRow, digest, standing: standing as Standing }; // as rowLine wrote it
}

/** Rows as few long texts: a tenth of them would take as much memory as objects. Each line is between two line ends. */
export class RowTexts implements Rows<StandingRow> {
  readonly #texts: readonly string[];
  readonly size: number;

  /** Lines that `rowLine` wrote. */
  constructor(lines: readonly string[]) {
    this.size = lines.length;
    const texts = Array.from({ length: Math.ceil(lines.length / TOGETHER) }, () => ['']);
    for (const line of lines) texts[hashOf(line.slice(0, line.indexOf('\t'))) % texts.length]?.push(line);
    this.#texts = texts.map((some) => `${some.join('\n')}\n`);
  }

  #rest(path: string): string | undefined {
    const text = this.size === 0 ? '' : (this.#texts[hashOf(path) % this.#texts.length] ?? '');
    const before = `\n${path}\t`;
    const at = text.indexOf(before);
    return at < 0 ? undefined : text.slice(at + before.length, text.indexOf('\n', at + 1));
  }

  has(path: string): boolean {
    return this.#rest(path) !== undefined;
  }

  get(path: string): StandingRow | undefined {
    const rest = this.#rest(path);
    return rest === undefined ? undefined : readRest(rest);
  }

  *[Symbol.iterator](): Iterator<readonly [string, StandingRow]> {
    for (const text of this.#texts)
      for (const line of text.split('\n').slice(1, -1)) {
        const tab = line.indexOf('\t');
        yield [line.slice(0, tab), readRest(line.slice(tab + 1))];
      }
  }
}

/** Rows of before that go on, and others. */
export class JoinedRows implements Rows {
  readonly #before: Rows;
  readonly #goesOn: (path: string) => boolean;
  readonly #others: Rows;
  readonly size: number;

  /** `count` rows of before go on; none of the others has the path of one. */
  constructor(
    before: Rows,
    { count, goesOn }: { readonly count: number; goesOn(path: string): boolean },
    others: Rows,
  ) {
    this.#before = before;
    this.#goesOn = goesOn;
    this.#others = others;
    this.size = count + others.size;
  }

  has(path: string): boolean {
    return this.#others.has(path) || (this.#goesOn(path) && this.#before.has(path));
  }

  get(path: string): KeptRow | undefined {
    return this.#others.get(path) ?? (this.#goesOn(path) ? this.#before.get(path) : undefined);
  }

  *[Symbol.iterator](): Iterator<readonly [string, KeptRow]> {
    for (const each of this.#before) if (this.#goesOn(each[0])) yield each;
    yield* this.#others;
  }
}
