import type { Paths } from './paths.ts';

/** Where each of some lists begins in all of them together, one behind the other. */
export class Starts {
  /** And where the last ends: of pages for each item of a list and each part of another there may be more than 32 bits count. */
  readonly #starts: Float64Array;
  /** Which was found last: most who ask go through all in order. */
  #last = 0;

  constructor(parts: readonly { readonly length: number }[]) {
    this.#starts = new Float64Array(parts.length + 1);
    for (const [part, { length }] of parts.entries())
      this.#starts[part + 1] = (this.#starts[part] ?? 0) + length;
  }

  get length(): number {
    return this.#starts.at(-1) ?? 0;
  }

  /** Where a part begins. */
  of(part: number): number {
    return this.#starts[part] ?? 0;
  }

  /** The part that a number is in; one that there is not for a number that is in none. */
  partOf(number: number): number {
    if (this.#isIn(this.#last, number)) return this.#last;
    if (this.#isIn(this.#last + 1, number)) return ++this.#last;
    if (!(number >= 0 && number < this.length)) return this.#starts.length;
    let [from, to] = [0, this.#starts.length - 1];
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if (number < (this.#starts[middle] ?? 0)) to = middle;
      else from = middle;
    }
    // Of those that begin at the same place all but the last are empty.
    this.#last = from;
    return from;
  }

  #isIn(part: number, number: number): boolean {
    return (
      number >= (this.#starts[part] ?? Number.POSITIVE_INFINITY) && number < (this.#starts[part + 1] ?? 0)
    );
  }
}

/** Values by their places, from 0 on: a list is one. */
interface Placed<T> {
  readonly length: number;
  /** Undefined for a place that there is not. */
  at(place: number): T | undefined;
}

/** Lists of values one behind the other, as one, without a copy. */
export class Joined<T, Part extends Placed<T> = Placed<T>> implements Placed<T> {
  protected readonly parts: readonly Part[];
  readonly #starts: Starts;

  constructor(parts: readonly Part[], starts = new Starts(parts)) {
    this.parts = parts;
    this.#starts = starts;
  }

  get length(): number {
    return this.#starts.length;
  }

  at(place: number): T | undefined {
    const part = this.#starts.partOf(place);
    return this.parts[part]?.at(place - this.#starts.of(part));
  }

  /** What follows from each list, joined. */
  mapped<U>(to: (part: Part) => Placed<U>): Joined<U> {
    return new Joined(this.parts.map(to), this.#starts);
  }
}

/** The same of paths. */
export class JoinedPaths extends Joined<string, Paths> implements Paths {
  *[Symbol.iterator](): Generator<string> {
    for (const part of this.parts) yield* part;
  }
}
