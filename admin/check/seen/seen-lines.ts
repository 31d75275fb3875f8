import { hashOf } from '../../../schema/text/hash-of.ts';
import type { Known } from '../../../site/addresses/address.ts';
import type { KnownList } from '../../../site/addresses/known-list.ts';
import { numberEach, placesBy } from '../../../site/places-by.ts';
import { byBits, LARGE } from '../runs.ts';
import { BREAK, byPath, LinesBefore, partsOf } from './lines-before.ts';
import type { SeenLine } from './seen-line.ts';

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

/** Lines that follow each other in a bucket of the release before, and go on as they are. */
interface Stretch {
  readonly bucket: number;
  readonly lines: LinesBefore;
  readonly from: number;
  to: number;
}

/** Lines by address, of which those that are needed next are in memory. */
export class SeenLines {
  readonly #store: SeenStore;
  readonly #buckets: number;
  readonly #read = new Map<number, LinesBefore>();
  #waiting = new Map<number, string[]>();
  #units = 0;
  #stretch: Stretch | undefined;

  /** `buckets` are those of this release. */
  constructor(store: SeenStore, buckets: number) {
    this.#store = store;
    this.#buckets = buckets;
  }

  /** The line of the release before, which has so many buckets. Each is asked for once. */
  take(known: Known, buckets: number): SeenLine | undefined {
    return this.before(bucketOf(known, buckets)).take(known.path);
  }

  /** The lines of a bucket of the release before. */
  before(bucket: number): LinesBefore {
    const known = this.#read.get(bucket);
    if (known) return known;
    const [oldest] = this.#read.keys();
    if (oldest !== undefined && this.#read.size >= READ) this.#read.delete(oldest);
    const read = new LinesBefore(this.#store.lines(bucket));
    this.#read.set(bucket, read);
    return read;
  }

  /** Keeps a line of this release: in place of one that the address had. */
  add(known: Known, line: SeenLine): void {
    this.addTo(bucketOf(known, this.#buckets), line);
  }

  addTo(bucket: number, line: SeenLine): void {
    this.#add(bucket, `${line}\n`);
  }

  /** Keeps the line that was taken last out of some as it is. */
  goOn(bucket: number, lines: LinesBefore, line: SeenLine): void {
    const stretch = this.#stretch;
    const [from, to] = lines.last ?? [];
    if (from === undefined || to === undefined) this.addTo(bucket, line);
    else if (stretch?.lines === lines && stretch.bucket === bucket && stretch.to === from) stretch.to = to;
    else {
      this.#endStretch();
      this.#stretch = { bucket, lines, from, to };
    }
  }

  /** Tells that lines which are added to a bucket from now on are not in the order in which its addresses come. */
  endOrder(bucket: number): void {
    this.#add(bucket, BREAK);
  }

  #endStretch(): void {
    const stretch = this.#stretch;
    this.#stretch = undefined;
    if (stretch) this.#add(stretch.bucket, stretch.lines.text.slice(stretch.from, stretch.to));
  }

  #add(bucket: number, lines: string): void {
    this.#endStretch();
    const waiting = this.#waiting.get(bucket) ?? [];
    this.#waiting.set(bucket, waiting);
    waiting.push(lines);
    this.#units += lines.length;
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
    const made: string[] = [];
    let isSame = true;
    for (const lines of partsOf(this.#store.added(bucket))) {
      if (made.length > 0) made.push(BREAK);
      for (const line of byPath(lines).values()) {
        const now = await change(line);
        isSame &&= now === line;
        made.push(`${now}\n`);
      }
    }
    if (isSame) return;
    this.#store.clear(bucket);
    for (const line of made) this.#add(bucket, line);
  }

  /** Writes what waits. */
  flush(): void {
    this.#endStretch();
    for (const [bucket, lines] of this.#waiting) this.#store.add(bucket, lines.join(''));
    this.#waiting = new Map();
    this.#units = 0;
  }
}
