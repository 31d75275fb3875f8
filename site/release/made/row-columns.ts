import type { MadeRow } from '../../../schema/made/row.ts';
import { ofItsOwn } from '../../of-its-own.ts';
import { hexAt, hexOfWord } from '../../word-rows.ts';
import {
  type KeptRow,
  plainRow,
  type Rows,
  readRow,
  rowLine,
  type Standing,
  type StandingRow,
} from './row-texts.ts';

/** Paths that have numbers below `size`. */
export interface RowNumbers {
  readonly size: number;
  of(path: string): number | undefined;
  pathOf(number: number): string;
}

const STANDINGS: readonly Standing[] = ['new', 'over', 'in'];
/** Numbers of a row: pack, start, units, bytes, ETag (2), digest (4), and page and standing. */
const WORDS = 11;
/** Of the last of them: the lowest two bits are how it stands. */
const STANDING_BITS = 2;

/** Those that columns hold: as `fingerprint` and `digestOf` make them. */
const ETAG = /^"[\da-f]{16}"$/;
const DIGEST = /^[\da-f]{32}$/;
/** Lines of `rowLine` of which no part has to be read as JSON: path, standing, digest, pack, start, units, bytes, ETag, page. */
const LINE =
  /^([^\t]*)\t(new|over|in)\t([\da-f]{32})\t\[(0|"[^"\\]*"),(\d+),(\d+),(\d+),"\\"([\da-f]{16})\\"","([^"\\]*)"\]$/;

/** Rows by path as numbers: of those whose paths have no number, or which hold something else, the row itself. A text of each would take four times as much. */
export class RowColumns implements Rows<StandingRow> {
  readonly #numbers: RowNumbers;
  /** By number: which row it is, and one; 0 where there is none. */
  readonly #rows: Uint32Array;
  #words = new Uint32Array(WORDS);
  #count = 0;
  readonly #names: string[] = [];
  readonly #ofName = new Map<string, number>();
  readonly #others = new Map<string, StandingRow>();

  constructor(numbers: RowNumbers) {
    this.#numbers = numbers;
    this.#rows = new Uint32Array(numbers.size);
  }

  get size(): number {
    return this.#count + this.#others.size;
  }

  /** The same with a line of `rowLine`. */
  addLine(line: string): void {
    const [, path = '', standing = '', digest = '', pack = '', start, units, bytes, etag = '', page = ''] =
      LINE.exec(line) ?? [];
    const number = this.#numbers.of(path);
    if (number === undefined || etag === '') {
      this.add(...readRow(line));
      return;
    }
    const at = this.#next(number);
    const words = this.#words;
    words[at] = pack === '0' ? 0 : this.#nameOf(pack.slice(1, -1)) + 1;
    words[at + 1] = Number(start);
    words[at + 2] = Number(units);
    words[at + 3] = Number(bytes);
    for (let part = 0; part < 2; part++) words[at + 4 + part] = hexAt(etag, part);
    for (let part = 0; part < 4; part++) words[at + 6 + part] = hexAt(digest, part);
    const stands = STANDINGS.indexOf(standing as Standing); // as the pattern has them
    words[at + WORDS - 1] = (this.#nameOf(page) << STANDING_BITS) | stands;
  }

  /** Each path once. */
  add(path: string, row: StandingRow): void {
    const number = this.#numbers.of(path);
    if (number === undefined || !ETAG.test(row.row[4]) || !DIGEST.test(row.digest))
      this.#others.set(ofItsOwn(path), ofItsOwn(plainRow(row)));
    else this.#write(this.#next(number), row);
  }

  /** Where the next row is written, which is that of a number. */
  #next(number: number): number {
    const at = this.#count * WORDS;
    if (at + WORDS > this.#words.length) {
      const words = new Uint32Array(Math.min(2 * this.#words.length, WORDS * this.#rows.length));
      words.set(this.#words);
      this.#words = words;
    }
    this.#count += 1;
    this.#rows[number] = this.#count;
    return at;
  }

  #write(at: number, { row: [pack, start, units, bytes, etag, page], digest, standing }: StandingRow): void {
    const stands = STANDINGS.indexOf(standing);
    const hex = [etag.slice(1, 9), etag.slice(9, 17), ...(digest.match(/.{8}/g) ?? [])];
    const numbers = [pack === 0 ? 0 : this.#nameOf(pack) + 1, start, units, bytes];
    this.#words.set([...numbers, ...hex.map((part) => Number.parseInt(part, 16))], at);
    this.#words[at + WORDS - 1] = (this.#nameOf(page) << STANDING_BITS) | stands;
  }

  /** `name` may be a piece of a text, of which all would be kept in memory. */
  #nameOf(name: string): number {
    const known = this.#ofName.get(name);
    if (known !== undefined) return known;
    const own = ofItsOwn(name);
    this.#names.push(own);
    this.#ofName.set(own, this.#names.length - 1);
    return this.#names.length - 1;
  }

  hasNumber(number: number): boolean {
    return (this.#rows[number] ?? 0) > 0;
  }

  /** Whether a row was read from here. */
  isOwn(row: KeptRow): row is ColumnRow {
    return row instanceof ColumnRow && row.isOf(this.#words);
  }

  has(path: string): boolean {
    return this.#others.has(path) || this.hasNumber(this.#numbers.of(path) ?? -1);
  }

  get(path: string): StandingRow | undefined {
    const number = this.#numbers.of(path);
    return number === undefined ? this.#others.get(path) : this.of(number, { path });
  }

  of(number: number, at: { readonly path: string }): StandingRow | undefined {
    if (this.hasNumber(number)) return this.#read(number);
    return this.#others.size > 0 ? this.#others.get(at.path) : undefined;
  }

  #read(number: number): ColumnRow {
    return new ColumnRow(this.#words, ((this.#rows[number] ?? 0) - 1) * WORDS, this.#names, number);
  }

  /** Has all rows stand as if there were no tables. */
  standNew(): void {
    for (let row = 0; row < this.#count; row++) {
      const last = (row + 1) * WORDS - 1;
      this.#words[last] = ((this.#words[last] ?? 0) >>> STANDING_BITS) << STANDING_BITS;
    }
    for (const [path, row] of this.#others) this.#others.set(path, { ...row, standing: 'new' });
  }

  *[Symbol.iterator](): Iterator<readonly [string, StandingRow]> {
    for (const [number, row] of this.#rows.entries())
      if (row > 0) yield [this.#numbers.pathOf(number), this.#read(number)];
    yield* this.#others;
  }
}

/** A row of the columns. What it says is made when it is asked for: most who walk over rows ask for a part. */
export class ColumnRow implements StandingRow {
  readonly #words: Uint32Array;
  readonly #at: number;
  readonly #names: readonly string[];
  /** That of its path. */
  readonly number: number;

  constructor(words: Uint32Array, at: number, names: readonly string[], number: number) {
    this.#words = words;
    this.#at = at;
    this.#names = names;
    this.number = number;
  }

  isOf(words: Uint32Array): boolean {
    return words === this.#words;
  }

  get row(): MadeRow {
    return [
      this.pack,
      this.#word(1),
      this.#word(2),
      this.#word(3),
      `"${this.#hex(4)}${this.#hex(5)}"`,
      this.page,
    ];
  }

  get pack(): MadeRow[0] {
    const pack = this.#word(0);
    return pack === 0 ? 0 : (this.#names[pack - 1] ?? '');
  }

  get page(): MadeRow[5] {
    return this.#names[this.#word(WORDS - 1) >>> STANDING_BITS] ?? '';
  }

  /** As `rowLine` writes it. */
  lineOf(path: string, standing: Standing): string {
    const pack = this.pack === 0 ? '0' : JSON.stringify(this.pack);
    const [start, units, bytes] = [this.#word(1), this.#word(2), this.#word(3)];
    const etag = this.#hex(4) + this.#hex(5);
    return `${path}\t${standing}\t${this.digest}\t[${pack},${start},${units},${bytes},"\\"${etag}\\"",${JSON.stringify(this.page)}]`;
  }

  get digest(): string {
    return this.#hex(6) + this.#hex(7) + this.#hex(8) + this.#hex(9);
  }

  get standing(): Standing {
    return STANDINGS[this.#word(WORDS - 1) & ((1 << STANDING_BITS) - 1)] ?? 'new';
  }

  #word(place: number): number {
    return this.#words[this.#at + place] ?? 0;
  }

  #hex(place: number): string {
    return hexOfWord(this.#word(place));
  }
}

/** `rowLine` of any row. */
export const lineOf = (path: string, kept: KeptRow, standing: Standing): string =>
  kept instanceof ColumnRow ? kept.lineOf(path, standing) : rowLine(path, kept, standing);

/** The pack of a row's body, and the page that it is of: without the rest of the row. */
export const packOf = (kept: KeptRow): MadeRow[0] => (kept instanceof ColumnRow ? kept.pack : kept.row[0]);
export const pageOf = (kept: KeptRow): MadeRow[5] => (kept instanceof ColumnRow ? kept.page : kept.row[5]);
