/** Numbers that are asked for one by one: a list of numbers is such a column. */
export interface Column {
  readonly length: number;
  /** Undefined for a place that there is not. */
  at(place: number): number | undefined;
}

type Steps = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Between numbers as large as this and their like there is every integer. */
const LARGEST = 2 ** 52;

/**
 * Numbers, or NaN, in as few bytes as they need: how many steps each is above the smallest, where all are integers. Days of some years are two
 * bytes each, and what is the same for all is none. Never changes.
 */
export class PackedNumbers implements Column {
  readonly length: number;
  readonly #least: number;
  readonly #step: number;
  /** Of each how many steps it is above the least, and one; 0 for NaN. Numbers as they are where no step is. Absent where all are the least. */
  readonly #steps: Steps | undefined;

  constructor(numbers: ArrayLike<number>) {
    this.length = numbers.length;
    const { least, most, step } = rangeOf(numbers);
    const count = step === undefined ? Number.POSITIVE_INFINITY : (most - least) / step + 1;
    this.#least = least;
    this.#step = count <= 0xffffffff ? (step ?? 0) : 0;
    if (isAlike(numbers)) this.#least = numbers[0] ?? Number.NaN;
    else if (this.#step === 0) this.#steps = Float64Array.from(numbers);
    else {
      this.#steps = new (count > 0xffff ? Uint32Array : count > 0xff ? Uint16Array : Uint8Array)(this.length);
      for (let at = 0; at < this.length; at++) {
        const number = numbers[at] ?? Number.NaN;
        this.#steps[at] = Number.isNaN(number) ? 0 : (number - least) / this.#step + 1;
      }
    }
  }

  at(place: number): number | undefined {
    if (this.#steps === undefined) return place < this.length ? this.#least : undefined;
    const steps = this.#steps[place];
    if (this.#step === 0 || steps === undefined) return steps;
    return steps === 0 ? Number.NaN : this.#least + (steps - 1) * this.#step;
  }
}

/** The least and the greatest, and the longest step by which all are reached; none where they are no such numbers. */
function rangeOf(numbers: ArrayLike<number>): { least: number; most: number; step?: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? Number.NaN;
    if (Number.isNaN(number)) continue;
    if (!Number.isInteger(number) || Math.abs(number) > LARGEST || Object.is(number, -0))
      return { least, most };
    if (number < least) least = number;
    if (number > most) most = number;
  }
  let step = 0;
  for (let at = 0; at < numbers.length && step !== 1; at++) {
    const number = numbers[at] ?? Number.NaN;
    if (!Number.isNaN(number)) step = divisor(number - least, step);
  }
  return { least, most, step: Math.max(1, step) };
}

function isAlike(numbers: ArrayLike<number>): boolean {
  for (let at = 1; at < numbers.length; at++) if (!Object.is(numbers[at], numbers[0])) return false;
  return true;
}

/** The greatest that divides two numbers, of which one may be 0. */
function divisor(a: number, b: number): number {
  let [one, other] = [a, b];
  while (other !== 0) [one, other] = [other, one % other];
  return one;
}
