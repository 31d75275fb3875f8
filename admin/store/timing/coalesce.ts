/**
 * Does some work at most once in `every` milliseconds: at once when it was not done lately, else once at the end of that time
 * for all calls in between.
 */
export class Coalesced {
  readonly #every: number;
  readonly #work: () => void;
  #last = Number.NEGATIVE_INFINITY;
  #waiting = false;

  constructor(every: number, work: () => void) {
    this.#every = every;
    this.#work = work;
  }

  ask(): void {
    if (this.#waiting) return;
    const wait = this.#last + this.#every - Date.now();
    if (wait <= 0) this.#do();
    else setTimeout(() => this.#do(), wait);
    this.#waiting = wait > 0;
  }

  #do(): void {
    this.#last = Date.now();
    this.#waiting = false;
    this.#work();
  }
}
