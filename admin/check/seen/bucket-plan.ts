import { Numbers } from '../../../site/numbers.ts';

/** Addresses of a bucket that come one after the other, and so do their lines in the release before, where these go on as they are. */
export interface Stretch {
  /** Places of the addresses. */
  readonly from: number;
  readonly to: number;
  /** Where their lines are; undefined where they get others. */
  readonly lines: readonly [start: number, end: number] | undefined;
}

/** Which addresses of a bucket go on with the lines of the release before, and where these are: twelve bytes for each change from one to the other. */
export class BucketPlan {
  /** Of the addresses, in their order. */
  readonly numbers: Uint32Array;
  /** Of each stretch its first place; one more than where its lines begin, or 0; and where they end. */
  readonly #stretches = new Numbers();
  #from = 0;
  #start = NONE;
  #end = 0;

  constructor(numbers: Uint32Array) {
    this.numbers = numbers;
  }

  /** The address at a place, the next, goes on with the line that is there. */
  goOn(place: number, start: number, end: number): void {
    if (this.#start === NONE || this.#end !== start) this.#begin(place, start);
    this.#end = end;
  }

  /** The address at a place, the next, gets another line. */
  leave(place: number): void {
    if (this.#start !== NONE) this.#begin(place, NONE);
  }

  #begin(place: number, start: number): void {
    if (place > this.#from) this.#push();
    this.#from = place;
    this.#start = start;
  }

  #push(): void {
    for (const number of [this.#from, this.#start + 1, this.#end]) this.#stretches.push(number);
  }

  /** All of them, once there is no next address. */
  *stretches(): Generator<Stretch> {
    const all = this.#stretches.all();
    for (let at = 0; at < all.length; at += 3) {
      const [from = 0, start = 0, end = 0] = all.subarray(at, at + 3);
      yield stretchOf(from, all[at + 3] ?? this.#from, start - 1, end);
    }
    if (this.#from < this.numbers.length)
      yield stretchOf(this.#from, this.numbers.length, this.#start, this.#end);
  }

  /** Whether all lines of the release before, which has so many UTF-16 units of them, go on, and no others come. */
  isAllOf(units: number): boolean {
    return this.#from === 0 && this.#start === 0 && this.#end === units;
  }
}

const NONE = -1;

const stretchOf = (from: number, to: number, start: number, end: number): Stretch => ({
  from,
  to,
  lines: start === NONE ? undefined : [start, end],
});
