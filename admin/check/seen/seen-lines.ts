import { hashOf } from '../../../schema/text/hash-of.ts';
import type { Known } from '../../../site/addresses/address.ts';
import type { KnownList } from '../../../site/addresses/known-list.ts';
import { numberEach, placesBy } from '../../../site/places-by.ts';
import { byBits, LARGE } from '../runs.ts';
import { BucketPlan } from './bucket-plan.ts';
import { BREAK, byPath, LinesBefore } from './lines-before.ts';
import { rowsAgain } from './rows-again.ts';
import { bareLine, type SeenLine } from './seen-line.ts';
import type { Row, SeenStore } from './seen-store.ts';

/** UTF-16 units of lines that wait. */
const WAITING = 512 * 1024;
/** How much of a turn it takes to end a bucket; and lines of which a list is made in one. */
const BUCKET = 1 / 8;
const LISTED = 4_096;
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
  readonly #read = new Map<number, LinesBefore>();
  readonly #waiting = new Map<number, string[]>();
  /** Buckets of this release of which some lines were written. */
  readonly #written = new Set<number>();
  #units = 0;
  readonly #plans = new Map<number, BucketPlan>();
  #known: KnownList = [];

  /** `buckets` are those of this release. */
  constructor(store: SeenStore, buckets: number) {
    this.#store = store;
    this.#buckets = buckets;
  }

  /** Where the line of the release before is looked for, which has so many buckets. Each is asked for once. */
  beforeOf(known: Known, buckets: number): LinesBefore {
    return this.before(bucketOf(known, buckets));
  }

  /** The lines of a bucket of the release before. */
  before(bucket: number): LinesBefore {
    const known = this.#read.get(bucket);
    if (known) return known;
    const [oldest] = this.#read.keys();
    if (oldest !== undefined && this.#read.size >= READ) this.#read.delete(oldest);
    const read = new LinesBefore(this.#store.lines(bucket), this.#store.rows(bucket).length > 0);
    this.#read.set(bucket, read);
    return read;
  }

  /** Keeps a line of this release: in place of one that the address had. */
  add(known: Known, line: SeenLine): void {
    this.addTo(bucketOf(known, this.#buckets), line);
  }

  addTo(bucket: number, line: SeenLine): void {
    const lines = `${line}\n`;
    const waiting = this.#waiting.get(bucket) ?? [];
    this.#waiting.set(bucket, waiting);
    waiting.push(lines);
    this.#units += lines.length;
    if (this.#units > WAITING) this.#flush();
  }

  /** Numbers of known addresses by the buckets of this release, and a plan for each, which is to be filled. Each bucket comes, also where it has none. */
  *inBuckets(known: KnownList): Generator<readonly [bucket: number, plan: BucketPlan]> {
    this.#known = known;
    const buckets = numberEach(known.length, known, (one) => bucketOf(one, this.#buckets));
    for (const [bucket, numbers] of placesBy(buckets, this.#buckets + 1).entries()) {
      const plan = new BucketPlan(numbers);
      this.#plans.set(bucket, plan);
      yield [bucket, plan];
    }
  }

  /** Lines of this release at some addresses, by path, a bucket at a time. */
  *added(known: readonly Known[]): Generator<ReadonlyMap<string, SeenLine>> {
    for (const bucket of new Set(known.map((one) => bucketOf(one, this.#buckets)))) {
      const lines = new Map<string, SeenLine>();
      for (const each of this.#goingOn(bucket)) byPath(each, lines);
      yield byPath(this.#addedTo(bucket), lines);
    }
  }

  /** Lines of the release before that go on. */
  *#goingOn(bucket: number): Generator<string> {
    const stretches = [...(this.#plans.get(bucket)?.stretches() ?? [])];
    if (!stretches.some(({ lines }) => lines)) return;
    const text = this.#store.lines(bucket);
    for (const { lines } of stretches) if (lines) yield text.slice(...lines);
  }

  /** Changes lines of a bucket that were taken out of the release before, where `change` gives other ones. */
  async change(bucket: number, change: (line: SeenLine) => Promise<SeenLine> | SeenLine): Promise<void> {
    for (const line of byPath(this.#addedTo(bucket)).values()) {
      const now = await change(line);
      if (now !== line) this.addTo(bucket, now);
    }
    const plan = this.#plans.get(bucket);
    if (!plan) return;
    const text = this.#store.lines(bucket);
    const changed = new BucketPlan(plan.numbers);
    for (const { from, to, lines } of plan.stretches()) {
      let start = lines?.[0] ?? 0;
      for (let place = from; place < to; place++) {
        if (!lines) {
          changed.leave(place);
          continue;
        }
        const end = text.indexOf('\n', start);
        const line = text.slice(start, end);
        const now = await change(line);
        if (now === line) changed.goOn(place, start, end + 1);
        else {
          changed.leave(place);
          this.addTo(bucket, now);
        }
        start = end + 1;
      }
    }
    this.#plans.set(bucket, changed);
  }

  /** Those that were written and those that wait: of a change of few pages none are written before the end. */
  #addedTo(bucket: number): string {
    const written = this.#written.has(bucket) ? this.#store.added(bucket) : '';
    return written + (this.#waiting.get(bucket)?.join('') ?? '');
  }

  #flush(): void {
    for (const [bucket, lines] of this.#waiting) {
      this.#store.add(bucket, lines.join(''));
      this.#written.add(bucket);
    }
    this.#waiting.clear();
    this.#units = 0;
  }

  /** Writes the rows of this release, in order where addresses came by buckets. Gives how much of a turn each part takes. */
  *end(): Generator<number> {
    const rows: (readonly Row[])[] = [];
    for (let bucket = 0; bucket <= this.#buckets; bucket++) {
      const plan = this.#plans.get(bucket);
      rows.push(plan ? yield* this.#rowsOf(bucket, plan) : this.#rowsAsAdded(bucket));
      this.#waiting.delete(bucket);
      if (this.#written.has(bucket)) this.#store.clear(bucket);
      yield BUCKET;
    }
    this.#store.end(rows);
  }

  *#rowsOf(bucket: number, plan: BucketPlan): Generator<number, readonly Row[]> {
    const store = this.#store;
    const before = store.rows(bucket);
    if (before.length > 0 && plan.isAllOf(before.reduce((sum, [, units]) => sum + units, 0))) return before;
    const added = byPath(this.#addedTo(bucket));
    yield added.size / LISTED;
    const lineAt = (number: number) => {
      const path = this.#known.at(number)?.path ?? '';
      return added.get(path) ?? bareLine(path);
    };
    return yield* rowsAgain(plan, { store, bucket, lineAt });
  }

  #rowsAsAdded(bucket: number): readonly Row[] {
    const lines = this.#addedTo(bucket);
    return lines === '' ? [] : this.#store.write(BREAK + lines);
  }
}
