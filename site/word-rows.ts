import { HEX } from '../schema/text/hex.ts';

/** Digits of a number of 32 bits. */
const DIGITS = 8;

/** The numbers of a hexadecimal text: of 64 digits they take 32 bytes, and the text 80. */
export function wordsOf(hex: string): number[] {
  const words: number[] = [];
  for (let part = 0; part < hex.length / DIGITS; part++) words.push(hexAt(hex, part));
  return words;
}

/** One of them. */
export const hexAt = (hex: string, part: number): number =>
  Number.parseInt(hex.slice(DIGITS * part, DIGITS * (part + 1)), 16);

/** The text of such numbers, and of one. */
export function hexOf(words: ArrayLike<number>): string {
  let hex = '';
  for (let at = 0; at < words.length; at++) hex += hexOfWord(words[at] ?? 0);
  return hex;
}
export const hexOfWord = (word: number): string =>
  `${HEX[word >>> 24]}${HEX[(word >>> 16) & 255]}${HEX[(word >>> 8) & 255]}${HEX[word & 255]}`;

/** Rows of so many numbers of 32 bits, which are found by the first ones of them: in place of a Map of objects, which takes ten times as much. */
export class WordRows {
  readonly #width: number;
  readonly #key: number;
  #words: Uint32Array;
  #count = 0;
  /** At the place that a key's first number says, or behind it: a row's number and one; 0 where there is none. */
  #table: Uint32Array;

  /** `key` is how many numbers a row is found by. The first of them is as good as random: of a hash. */
  constructor(width: number, key: number) {
    this.#width = width;
    this.#key = key;
    this.#words = new Uint32Array(16 * width);
    this.#table = new Uint32Array(32);
  }

  get count(): number {
    return this.#count;
  }

  /** Gives its number. */
  push(row: readonly number[]): number {
    const at = this.#count * this.#width;
    if (at === this.#words.length) this.#grow();
    this.#words.set(row, at);
    this.#place(this.#count);
    return this.#count++;
  }

  /** Those with this key, in the order in which they came. */
  find(key: readonly number[]): number[] {
    const found: number[] = [];
    const last = this.#table.length - 1;
    for (let place = (key[0] ?? 0) & last; ; place = (place + 1) & last) {
      const row = (this.#table[place] ?? 0) - 1;
      if (row < 0) return found;
      if (this.#has(row, key)) found.push(row);
    }
  }

  /** Numbers of a row from one on, so many. */
  words(row: number, from: number, count: number): Uint32Array {
    const at = row * this.#width + from;
    return this.#words.subarray(at, at + count);
  }

  word(row: number, at: number): number {
    return this.#words[row * this.#width + at] ?? 0;
  }

  #has(row: number, key: readonly number[]): boolean {
    for (let at = 0; at < this.#key; at++) if (this.word(row, at) !== key[at]) return false;
    return true;
  }

  #place(row: number): void {
    const last = this.#table.length - 1;
    let place = this.word(row, 0) & last;
    while (this.#table[place] !== 0) place = (place + 1) & last;
    this.#table[place] = row + 1;
  }

  /** By a half: what has no row yet is room in vain. */
  #grow(): void {
    const rows = Math.ceil(this.#count * 1.5);
    const words = new Uint32Array(rows * this.#width);
    words.set(this.#words);
    this.#words = words;
    if (rows * 1.5 <= this.#table.length) return;
    this.#table = new Uint32Array(2 * this.#table.length);
    for (let row = 0; row < this.#count; row++) this.#place(row);
  }
}
