import { hashOf } from '../../../schema/text/hash-of.ts';
import type { Known } from '../../../site/addresses/address.ts';
import { byBits, MANY } from '../runs.ts';
import { pathIn } from './seen-line.ts';

/** Where it is kept what the gate saw: one text, and lines in numbered buckets. */
export interface SeenStore {
  /** What was kept of the release before; undefined where nothing was. */
  readonly first: string | undefined;
  /** The lines of a bucket of the release before, each with its end. */
  lines(bucket: number): string;
  /** Adds lines to a bucket of this release. */
  add(bucket: number, lines: string): void;
  /** The lines of a bucket of this release that were added. */
  added(bucket: number): string;
}

/** Addresses of a bucket, at most and about. */
const ADDRESSES = 1_024;
/** UTF-16 units of lines that wait. */
const WAITING = 512 * 1024;
/** Buckets that are in memory, from the release before. */
const READ = 4;

/** As many buckets as it takes for so many addresses: a power of two. Few addresses come in the order of pages, which is none of buckets. */
export function bucketsFor(addresses: number): number {
  let buckets = 1;
  while (addresses >= MANY && buckets * ADDRESSES < addresses) buckets *= 2;
  return buckets;
}

/** Entries of a bucket come one after the other in `byShelf`. Lists, which are one after the other too, have the last one. */
function bucketOf({ entry }: Known, buckets: number): number {
  return entry === undefined ? buckets : Math.floor((byBits(hashOf(entry)) / 2 ** 32) * buckets);
}

/** Lines by address, of which those that are needed next are in memory. */
export class SeenLines {
  readonly #store: SeenStore;
  readonly #buckets: number;
  readonly #read = new Map<number, Map<string, string>>();
  #waiting = new Map<number, string[]>();
  #units = 0;

  /** `buckets` are those of this release. */
  constructor(store: SeenStore, buckets: number) {
    this.#store = store;
    this.#buckets = buckets;
  }

  /** The line of the release before, which has so many buckets. Each is asked for once. */
  take(known: Known, buckets: number): string | undefined {
    const lines = this.#bucket(bucketOf(known, buckets));
    const line = lines.get(known.path);
    lines.delete(known.path);
    return line;
  }

  #bucket(bucket: number): Map<string, string> {
    const known = this.#read.get(bucket);
    if (known) return known;
    const [oldest] = this.#read.keys();
    if (oldest !== undefined && this.#read.size >= READ) this.#read.delete(oldest);
    const read = byPath(this.#store.lines(bucket));
    this.#read.set(bucket, read);
    return read;
  }

  /** Keeps a line of this release. */
  add(known: Known, line: string): void {
    const bucket = bucketOf(known, this.#buckets);
    const waiting = this.#waiting.get(bucket) ?? [];
    this.#waiting.set(bucket, waiting);
    waiting.push(`${line}\n`);
    this.#units += line.length;
    if (this.#units > WAITING) this.flush();
  }

  /** Lines of this release at some addresses, by path, a bucket at a time. */
  *added(known: readonly Known[]): Generator<ReadonlyMap<string, string>> {
    this.flush();
    for (const bucket of new Set(known.map((one) => bucketOf(one, this.#buckets))))
      yield byPath(this.#store.added(bucket));
  }

  /** Writes what waits. */
  flush(): void {
    for (const [bucket, lines] of this.#waiting) this.#store.add(bucket, lines.join(''));
    this.#waiting = new Map();
    this.#units = 0;
  }
}

function byPath(lines: string): Map<string, string> {
  const all = lines.split('\n').slice(0, -1);
  return new Map(all.map((line) => [pathIn(line), line]));
}
