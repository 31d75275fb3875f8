import { PackedNumbers } from '../../../../site/columns/packed-numbers.ts';
import { PackedPaths } from '../../../../site/columns/paths.ts';
import { ofItsOwn } from '../../../../site/of-its-own.ts';

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
const NONE: ReadonlyMap<number, string> = new Map();

/**
 * Some files in path order, in a few arrays: 32 bytes a hash, and dates and paths as what they have in common and what each has besides. An object
 * with texts for each takes five times as much. Paths are in the order of their bytes, which is SQLite's. Never changes.
 */
export class Chunk {
  readonly size: number;
  readonly first: string;
  readonly paths: PackedPaths;
  readonly #hashes: Uint8Array;
  /** NaN where it is not known. */
  readonly #saved: PackedNumbers;
  /** Hashes that are not SHA-256, by place. */
  readonly #odd: ReadonlyMap<number, string>;

  constructor(lines: readonly Line[]) {
    this.size = lines.length;
    this.paths = new PackedPaths(lines.map(({ path }) => path));
    this.#saved = new PackedNumbers(Float64Array.from(lines, ({ saved }) => saved ?? Number.NaN));
    this.#hashes = new Uint8Array(HASH * lines.length);
    const odd = new Map<number, string>();
    for (const [at, { hash }] of lines.entries()) {
      if (/^[0-9a-f]{64}$/.test(hash)) writeHash(this.#hashes, HASH * at, hash);
      else odd.set(at, hash);
    }
    this.#odd = odd.size > 0 ? odd : NONE;
    // Not the path that was given: that may be a piece of a text, all of which it would keep.
    this.first = lines.length > 0 ? ofItsOwn(this.path(0)) : '';
  }

  path(at: number): string {
    return this.paths.at(at) ?? '';
  }

  hash(at: number): string {
    const odd = this.#odd.size > 0 ? this.#odd.get(at) : undefined;
    if (odd !== undefined) return odd;
    writeHex(this.#hashes, HASH * at, hex, 0);
    return decoder.decode(hex);
  }

  saved(at: number): number | undefined {
    const saved = this.#saved.at(at) ?? Number.NaN;
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
    return Array.from(this.lines(), lineOf).join('\n');
  }

  /** The place of a path; below 0 where it has none: -1 - the place that it would have. */
  find(path: string): number {
    return this.paths.find(path);
  }

  /** Whether two files of two chunks, which are of one path, are of one hash. */
  isSame(at: number, other: Chunk, otherAt: number): boolean {
    if (this.#odd.has(at) || other.#odd.has(otherAt)) return this.hash(at) === other.hash(otherAt);
    for (let byte = 0; byte < HASH; byte++)
      if (this.#hashes[HASH * at + byte] !== other.#hashes[HASH * otherAt + byte]) return false;
    return true;
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
