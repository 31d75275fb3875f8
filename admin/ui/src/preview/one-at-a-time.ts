/**
 * Does one piece of work at a time: of what comes meanwhile the latest waits, and what it replaces is never begun. So the first key is
 * answered at once, and fast typing asks a server no more often than it answers. Work that takes longer than `patience` (ms)
 * is given up for what waits.
 */
export class OneAtATime<T> {
  readonly #work: (item: T, abort: AbortSignal) => Promise<void>;
  readonly #patience: number;
  #running: AbortController | undefined;
  #isLate = false;
  #waiting: { readonly item: T } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(work: (item: T, abort: AbortSignal) => Promise<void>, patience: number) {
    this.#work = work;
    this.#patience = patience;
  }

  /** Does it now, or when what is being done is done. With `now`, that is given up. */
  run(item: T, now = false): void {
    this.#waiting = { item };
    if (now || !this.#running || this.#isLate) this.#next();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting = undefined;
    this.#running?.abort();
    this.#running = undefined;
  }

  #next(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = undefined;
    const next = this.#waiting;
    this.#waiting = undefined;
    if (!next) return;
    const running = new AbortController();
    this.#running = running;
    this.#isLate = false;
    this.#timer = setTimeout(() => {
      this.#isLate = true;
      if (this.#waiting) this.#next();
    }, this.#patience);
    void this.#work(next.item, running.signal).finally(() => {
      if (this.#running === running) this.#next();
    });
  }
}
