import { ofItsOwn } from '../of-its-own.ts';

/** Paths by number, from 0 on. A list of texts is one; of 100,000 files that would be 55 bytes for each beside its letters. */
export interface Paths extends Iterable<string> {
  readonly length: number;
  /** Undefined for a number that none has. */
  at(number: number): string | undefined;
}

/** What a text of that many letters needs for a place in it. */
const SMALL = 0xffff;

/** Paths of which most begin and end alike: what all have in common once, and the rest of each in one text. Never changes. */
export class PackedPaths implements Paths {
  readonly length: number;
  /** What all begin with, and what all end with. */
  readonly before: string;
  readonly after: string;
  readonly #rests: string;
  /** Where the rest of each ends. */
  readonly #ends: Uint16Array | Uint32Array;

  constructor(paths: readonly string[]) {
    const before = sharedBefore(paths);
    const after = sharedAfter(paths, before);
    const rests = paths.map((path) => path.slice(before, path.length - after));
    const [first = ''] = paths;
    this.length = paths.length;
    // Not pieces of what was given, all of which they would keep.
    this.before = ofItsOwn(first.slice(0, before));
    this.after = ofItsOwn(first.slice(first.length - after));
    this.#rests = rests.length === 1 ? ofItsOwn(rests[0] ?? '') : rests.join('');
    this.#ends = new (this.#rests.length > SMALL ? Uint32Array : Uint16Array)(paths.length);
    let end = 0;
    for (const [at, rest] of rests.entries()) {
      end += rest.length;
      this.#ends[at] = end;
    }
  }

  at(number: number): string | undefined {
    const end = this.#ends[number];
    if (end === undefined) return undefined;
    return `${this.before}${this.#rests.slice(this.#start(number), end)}${this.after}`;
  }

  /** What a path has between those, from a place in it on. */
  restAt(number: number, from: number): string | undefined {
    const end = this.#ends[number];
    return end === undefined ? undefined : this.#rests.slice(this.#start(number) + from, end);
  }

  *[Symbol.iterator](): Generator<string> {
    for (let number = 0; number < this.length; number++) yield this.at(number) ?? '';
  }

  /** Whether the path of a number is this one. */
  isAt(number: number, path: string): boolean {
    return path.startsWith(this.before) && this.#compareRest(number, path) === 0;
  }

  /** The number of a path where they are in path order; below 0 where it has none: -1 - the number that it would have. */
  find(path: string): number {
    const begins = compareAt(this.before, 0, this.before.length, path, 0);
    if (begins !== 0) return begins > 0 ? -1 : -1 - this.length;
    let from = 0;
    let to = this.length - 1;
    while (from <= to) {
      const middle = (from + to) >> 1;
      const order = this.#compareRest(middle, path);
      if (order === 0) return middle;
      if (order < 0) from = middle + 1;
      else to = middle - 1;
    }
    return -1 - from;
  }

  #start(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
  }

  /** As `comparePaths` does, behind what all begin with. A number that none has is behind all. */
  #compareRest(number: number, path: string): number {
    const end = this.#ends[number];
    if (end === undefined) return 1;
    const after = this.after;
    const start = this.#start(number);
    const length = end - start;
    const head = this.before.length;
    return (
      compareAt(this.#rests, start, length, path, head) ||
      compareAt(after, 0, after.length, path, head + length) ||
      head + length + after.length - path.length
    );
  }
}

/** Compares a piece of a text with what stands in another one from `from` on, in the order of paths; 0 where one ends. */
function compareAt(text: string, start: number, length: number, other: string, from: number): number {
  const most = Math.min(length, other.length - from);
  for (let at = 0; at < most; at++) {
    const [one, two] = [text.charCodeAt(start + at), other.charCodeAt(from + at)];
    if (one !== two) return point(one) - point(two);
  }
  return most < length ? 1 : 0;
}

/** The order of two paths' bytes in UTF-8, which is SQLite's: that of their code points. */
export const comparePaths = (a: string, b: string): number =>
  compareAt(a, 0, a.length, b, 0) || a.length - b.length;

/** Halves of pairs stand for code points above all others. */
const point = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** How many letters all begin with. */
function sharedBefore([first = '', ...others]: readonly string[]): number {
  let shared = first.length;
  for (const path of others) {
    let at = 0;
    while (at < shared && path.charCodeAt(at) === first.charCodeAt(at)) at++;
    shared = at;
  }
  return shared;
}

/** How many letters all end with, behind those that they begin with. */
function sharedAfter(paths: readonly string[], before: number): number {
  const [first = ''] = paths;
  let shared = first.length - before;
  for (const path of paths) {
    const most = Math.min(shared, path.length - before);
    let at = 0;
    while (at < most && path.charCodeAt(path.length - 1 - at) === first.charCodeAt(first.length - 1 - at))
      at++;
    shared = at;
  }
  return shared;
}

/** Whether two lists have the same paths. */
export function samePaths(some: Paths, others: Paths): boolean {
  if (some === others) return true;
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some.at(at) !== others.at(at)) return false;
  return true;
}
