import { hashOf } from '../../../schema/text/hash-of.ts';
import type { Known } from '../../../site/addresses/address.ts';
import type { KnownList } from '../../../site/addresses/known-list.ts';
import { numberEach, placesBy } from '../../../site/places-by.ts';
import { byBits, LARGE } from '../runs.ts';
import { pathIn, type SeenLine } from './seen-line.ts';

/** Where it is kept what the gate saw: one text, and lines in numbered buckets. */
export interface SeenStore {
  /** What was kept of the release before; undefined where nothing was. */
  first(): string | undefined;
  /** The lines of a bucket of the release before, each with its end. */
  lines(bucket: number): string;
  /** Adds lines to a bucket of this release. */
  add(bucket: number, lines: string): void;
  /** The lines of a bucket of this release that were added. */
  added(bucket: number): string;
  /** Takes them out again. */
  clear(bucket: number): void;
}

/** UTF-16 units of lines that wait. */
const WAITING = 512 * 1024;
/** Buckets that are in memory, from the release before. */
const READ = 4;

/** As many buckets as it takes for so many addresses: a power of two. Few addresses come in the order of pages, which is none of buckets. */
export function bucketsFor(addresses: number, { from, bucket } = LARGE): number {
  let buckets = 1;
  while (addresses >= from && buckets * bucket < addresses) buckets *= 2;
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
  readonly #read = new Map<number, Map<string, SeenLine>>();
  #waiting = new Map<number, string[]>();
  #units = 0;

  /** `buckets` are those of this release. */
  constructor(store: SeenStore, buckets: number) {
    this.#store = store;
    this.#buckets = buckets;
  }

  /** The line of the release before, which has so many buckets. Each is asked for once. */
  take(known: Known, buckets: number): SeenLine | undefined {
    const lines = this.#bucket(bucketOf(known, buckets));
    const { path } = known;
    const line = lines.get(path);
    lines.delete(path);
    return line;
  }

  #bucket(bucket: number): Map<string, SeenLine> {
    const known = this.#read.get(bucket);
    if (known) return known;
    const [oldest] = this.#read.keys();
    if (oldest !== undefined && this.#read.size >= READ) this.#read.delete(oldest);
    const read = byPath(this.#store.lines(bucket));
    this.#read.set(bucket, read);
    return read;
  }

  /** Whether a bucket of the release before has lines that were not taken. */
  hasLeft(bucket: number): boolean {
    return this.#bucket(bucket).size > 0;
  }

  /** Keeps a line of this release: in place of one that the address had. */
  add(known: Known, line: SeenLine): void {
    this.#add(bucketOf(known, this.#buckets), line);
  }

  #add(bucket: number, line: SeenLine): void {
    const waiting = this.#waiting.get(bucket) ?? [];
    this.#waiting.set(bucket, waiting);
    waiting.push(`${line}\n`);
    this.#units += line.length;
    if (this.#units > WAITING) this.flush();
  }

  /** Numbers of known addresses by the buckets of this release. Each bucket comes, also where it has none. */
  inBuckets(known: KnownList): Iterable<[bucket: number, numbers: Uint32Array]> {
    const buckets = numberEach(known.length, known, (one) => bucketOf(one, this.#buckets));
    return placesBy(buckets, this.#buckets + 1).entries();
  }

  /** Lines of this release at some addresses, by path, a bucket at a time. */
  *added(known: readonly Known[]): Generator<ReadonlyMap<string, SeenLine>> {
    this.flush();
    for (const bucket of new Set(known.map((one) => bucketOf(one, this.#buckets))))
      yield byPath(this.#store.added(bucket));
  }

  /** Changes lines of a bucket of this release, where `change` gives other ones. */
  async change(bucket: number, change: (line: SeenLine) => Promise<SeenLine> | SeenLine): Promise<void> {
    this.flush();
    const lines: SeenLine[] = [];
    let isSame = true;
    for (const line of byPath(this.#store.added(bucket)).values()) {
      const now = await change(line);
      isSame &&= now === line;
      lines.push(now);
    }
    if (isSame) return;
    this.#store.clear(bucket);
    for (const line of lines) this.#add(bucket, line);
  }

  /** Writes what waits. */
  flush(): void {
    for (const [bucket, lines] of this.#waiting) this.#store.add(bucket, lines.join(''));
    this.#waiting = new Map();
    this.#units = 0;
  }
}

/** Of two lines of an address the last counts. */
function byPath(lines: string): Map<string, SeenLine> {
  const all = lines.split('\n').slice(0, -1);
  return new Map(all.map((line) => [pathIn(line), line]));
}
