/** A file in a list: its path, the hash of its bytes (hex), and when a text was saved, in milliseconds since the epoch. */
export interface Line {
  readonly path: string;
  readonly hash: string;
  readonly saved?: number | undefined;
}

/** Bytes of a hash; and what stands where that of a file is no SHA-256. */
const HASH = 32;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const HEX = encoder.encode('0123456789abcdef');
const hex = new Uint8Array(2 * HASH);
const [TAB, LINE] = [9, 10];
/** Bytes of a number, two tabs and a line end. */
const NUMBER = 28;
/** A path is at most 256 characters; an earlier version may have taken longer ones. */
let scratch = new Uint8Array(1_024);

/**
 * Some files in path order, in a few arrays: 32 bytes a hash, 12 of numbers, and the path in UTF-8. An object with texts for each takes
 * five times as much. Paths are in the order of their bytes, which is SQLite's. Never changes.
 */
export class Chunk {
  readonly size: number;
  readonly first: string;
  /** All hashes, then all paths. */
  readonly #bytes: Uint8Array;
  /** Where each path ends. */
  readonly #ends: Uint32Array;
  /** NaN where it is not known. */
  readonly #saved: Float64Array;
  /** Hashes that are not SHA-256, by place. */
  readonly #odd: ReadonlyMap<number, string>;

  constructor(lines: readonly Line[]) {
    this.size = lines.length;
    const paths = lines.map(({ path }) => encoder.encode(path));
    this.#ends = new Uint32Array(lines.length);
    this.#saved = Float64Array.from(lines, ({ saved }) => saved ?? Number.NaN);
    this.#bytes = new Uint8Array(paths.reduce((sum, path) => sum + path.length + HASH, 0));
    const odd = new Map<number, string>();
    let end = HASH * lines.length;
    for (const [at, path] of paths.entries()) {
      const { hash = '' } = lines[at] ?? {};
      if (/^[0-9a-f]{64}$/.test(hash)) writeHash(this.#bytes, HASH * at, hash);
      else odd.set(at, hash);
      this.#bytes.set(path, end);
      end += path.length;
      this.#ends[at] = end;
    }
    this.#odd = odd;
    // Not the path that was given: that may be a piece of a text, all of which it would keep.
    this.first = lines.length > 0 ? this.path(0) : '';
  }

  path(at: number): string {
    return decoder.decode(this.#bytes.subarray(this.#start(at), this.#ends[at]));
  }

  hash(at: number): string {
    const odd = this.#odd.size > 0 ? this.#odd.get(at) : undefined;
    if (odd !== undefined) return odd;
    writeHex(this.#bytes, HASH * at, hex, 0);
    return decoder.decode(hex);
  }

  saved(at: number): number | undefined {
    const saved = this.#saved[at] ?? Number.NaN;
    return Number.isNaN(saved) ? undefined : saved;
  }

  line(at: number): Line {
    return { path: this.path(at), hash: this.hash(at), saved: this.saved(at) };
  }

  *lines(): Generator<Line> {
    for (let at = 0; at < this.size; at++) yield this.line(at);
  }

  /** A line a file: `path TAB hash`, and for a text ` TAB ` and when it was saved. None of them can hold a tab or a line break. */
  text(): string {
    if (this.#odd.size > 0) return Array.from(this.lines(), lineOf).join('\n');
    const bytes = new Uint8Array(this.#bytes.length + this.size * (HASH + NUMBER));
    let end = 0;
    for (let at = 0; at < this.size; at++) {
      const path = this.#bytes.subarray(this.#start(at), this.#ends[at]);
      if (at > 0) bytes[end++] = LINE;
      bytes.set(path, end);
      end += path.length;
      bytes[end++] = TAB;
      writeHex(this.#bytes, HASH * at, bytes, end);
      end += 2 * HASH;
      const saved = this.#saved[at] ?? Number.NaN;
      if (Number.isNaN(saved)) continue;
      bytes[end++] = TAB;
      const digits = String(saved);
      for (let each = 0; each < digits.length; each++) bytes[end++] = digits.charCodeAt(each);
    }
    return decoder.decode(bytes.subarray(0, end));
  }

  /** The place of a path; below 0 where it has none: -1 - the place that it would have. */
  find(path: string): number {
    if (scratch.length < 3 * path.length) scratch = new Uint8Array(3 * path.length);
    const { written } = encoder.encodeInto(path, scratch);
    let from = 0;
    let to = this.size - 1;
    while (from <= to) {
      const middle = (from + to) >> 1;
      const order = this.#compare(middle, written);
      if (order === 0) return middle;
      if (order < 0) from = middle + 1;
      else to = middle - 1;
    }
    return -1 - from;
  }

  /** Whether two files of two chunks are of one path and hash. */
  isSame(at: number, other: Chunk, otherAt: number): boolean {
    if (this.#odd.has(at) || other.#odd.has(otherAt))
      return this.path(at) === other.path(otherAt) && this.hash(at) === other.hash(otherAt);
    const [start, otherStart] = [this.#start(at), other.#start(otherAt)];
    const length = (this.#ends[at] ?? 0) - start;
    if (length !== (other.#ends[otherAt] ?? 0) - otherStart) return false;
    for (let each = 0; each < HASH; each++)
      if (this.#bytes[HASH * at + each] !== other.#bytes[HASH * otherAt + each]) return false;
    for (let each = 0; each < length; each++)
      if (this.#bytes[start + each] !== other.#bytes[otherStart + each]) return false;
    return true;
  }

  #start(at: number): number {
    return at === 0 ? HASH * this.size : (this.#ends[at - 1] ?? 0);
  }

  #compare(at: number, written: number): number {
    const start = this.#start(at);
    const length = (this.#ends[at] ?? 0) - start;
    const shared = Math.min(length, written);
    for (let each = 0; each < shared; each++) {
      const order = (this.#bytes[start + each] ?? 0) - (scratch[each] ?? 0);
      if (order !== 0) return order;
    }
    return length - written;
  }
}

function writeHex(from: Uint8Array, at: number, to: Uint8Array, end: number): void {
  for (let each = 0; each < HASH; each++) {
    const byte = from[at + each] ?? 0;
    to[end + 2 * each] = HEX[byte >> 4] ?? 0;
    to[end + 2 * each + 1] = HEX[byte & 15] ?? 0;
  }
}

/** A file in `text` of a chunk. */
const lineOf = ({ path, hash, saved }: Line): string =>
  saved === undefined ? `${path}\t${hash}` : `${path}\t${hash}\t${saved}`;

function writeHash(bytes: Uint8Array, at: number, hash: string): void {
  for (let each = 0; each < HASH; each++)
    bytes[at + each] = (digit(hash.charCodeAt(2 * each)) << 4) | digit(hash.charCodeAt(2 * each + 1));
}

const digit = (code: number): number => (code < 58 ? code - 48 : code - 87);

/** The order of two paths' bytes in UTF-8: that of their code points. */
export function comparePaths(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== other) return point(one) - point(other);
  }
  return a.length - b.length;
}

/** Halves of pairs stand for code points above all others. */
const point = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
