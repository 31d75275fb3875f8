/** Milliseconds after which a key begins a new name. */
const PAUSE = 700;

/** Goes through names by what is typed of them. Keys that follow each other soon are of one name. */
export class TypeAhead {
  #typed = '';
  #last = Number.NEGATIVE_INFINITY;

  /** Whether a key that comes now goes on with a name. */
  goesOn(now: number): boolean {
    return now - this.#last < PAUSE;
  }

  /**
   * The index of the name that a key leads to, from the one at `at` on and round; -1 where none begins so. The same key again goes
   * to the next.
   */
  find(key: string, names: readonly string[], at: number, now: number): number {
    const letter = key.toLowerCase();
    const isAgain = this.goesOn(now) && this.#typed === letter;
    this.#typed = this.goesOn(now) && !isAgain ? this.#typed + letter : letter;
    this.#last = now;
    const from = this.#typed.length > 1 ? at : at + 1;
    const order = names.map((_, index) => (from + index) % names.length);
    return order.find((index) => names[index]?.toLowerCase().startsWith(this.#typed)) ?? -1;
  }
}
