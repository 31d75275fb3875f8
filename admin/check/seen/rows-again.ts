import type { BucketPlan } from './bucket-plan.ts';
import type { Row, SeenStore } from './seen-store.ts';

/** Rows that are shorter than this share of what they should be are written again with their neighbours. */
const LEAST = 1 / 3;
/** UTF-16 units of lines that are written between two pauses, and how much of a turn that is: a few milliseconds. */
const WRITTEN = { units: 64 * 1024, share: 1 / 4 };

/** Writes the lines of a bucket of this release as rows: those of the release before in which all go on are named, and no others of it are read. Gives how much of a turn each part takes. */
export function* rowsAgain(
  plan: BucketPlan,
  { store, bucket, lineAt }: { store: SeenStore; bucket: number; lineAt: (number: number) => string },
): Generator<number, readonly Row[]> {
  const before = new Before(store, bucket);
  const rows = new Rows(store, before);
  let units = 0;
  for (const { from, to, lines } of plan.stretches()) {
    if (lines) {
      for (const part of before.partsIn(...lines)) {
        if (part.isWhole) rows.goOn(part.row);
        else rows.add(before.text(part.row).slice(part.from, part.to));
      }
      continue;
    }
    for (let place = from; place < to; place++) {
      const line = lineAt(plan.numbers[place] ?? 0);
      rows.add(`${line}\n`);
      units += line.length;
      if (units < WRITTEN.units) continue;
      yield WRITTEN.share;
      units = 0;
    }
  }
  return rows.end();
}

/** A part of the lines of a bucket that one row has. */
interface Part {
  readonly row: Row;
  readonly from: number;
  readonly to: number;
  readonly isWhole: boolean;
}

/** What another version wrote has no rows: it is one without a name. */
const NO_NAME = -1;

/** The rows of the release before, one after the other, of which one is in memory. */
class Before {
  readonly #store: SeenStore;
  readonly #bucket: number;
  readonly #rows: readonly Row[];
  #next = 0;
  /** Where the next begins. */
  #start = 0;
  #read: { readonly name: number; readonly text: string } | undefined;

  constructor(store: SeenStore, bucket: number) {
    this.#store = store;
    this.#bucket = bucket;
    const rows = store.rows(bucket);
    this.#rows = rows.length > 0 ? rows : [[NO_NAME, Number.POSITIVE_INFINITY]];
  }

  /** Call it with one behind the other. */
  *partsIn(start: number, end: number): Generator<Part> {
    for (let at = start; at < end; ) {
      const row = this.#rows[this.#next];
      if (!row) return;
      const [, units] = row;
      const ends = this.#start + units;
      if (ends > at) {
        const to = Math.min(end, ends);
        // What has no name has no end.
        const isWhole = at === this.#start && to === ends;
        yield { row, from: at - this.#start, to: to - this.#start, isWhole };
        at = to;
      }
      if (ends > end) return;
      this.#start = ends;
      this.#next++;
    }
  }

  text([name]: Row): string {
    if (this.#read?.name !== name) {
      const text = name === NO_NAME ? this.#store.lines(this.#bucket) : this.#store.row(name);
      this.#read = { name, text };
    }
    return this.#read.text;
  }
}

/** Rows of this release. */
class Rows {
  readonly #store: SeenStore;
  readonly #before: Before;
  readonly #rows: Row[] = [];
  #waiting = '';

  constructor(store: SeenStore, before: Before) {
    this.#store = store;
    this.#before = before;
  }

  add(lines: string): void {
    this.#waiting += lines;
    const { units } = this.#store;
    while (this.#waiting.length >= 2 * units) {
      const end = this.#waiting.indexOf('\n', units) + 1;
      // Of a line that is longer than a row can be, the rest is in the next.
      if (end === 0) return;
      this.#write(this.#waiting.slice(0, end));
      this.#waiting = this.#waiting.slice(end);
    }
  }

  goOn(row: Row): void {
    const waiting = this.#waiting.length;
    const least = this.#store.units * LEAST;
    if (row[1] < least || (waiting > 0 && waiting < least)) this.add(this.#before.text(row));
    else {
      this.#flush();
      this.#rows.push(row);
    }
  }

  end(): readonly Row[] {
    this.#flush();
    return this.#rows;
  }

  #flush(): void {
    if (this.#waiting !== '') this.#write(this.#waiting);
    this.#waiting = '';
  }

  #write(lines: string): void {
    this.#rows.push(...this.#store.write(lines));
  }
}
