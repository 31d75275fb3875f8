/** The largest that two bytes hold. */
const SMALL = 0xffff;

/** Numbers from 0 to 2^32 - 1 that come one by one: four bytes each, where a list has eight, and room for as many again until they are asked for. */
export class Numbers {
  #numbers: Uint16Array | Uint32Array = new Uint32Array(0);
  #most = 0;
  #length = 0;

  push(number: number): void {
    if (number > this.#most) this.#most = number;
    if (this.#length === this.#numbers.length) {
      const larger = new Uint32Array(Math.max(16, 2 * this.#length));
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = number;
  }

  get length(): number {
    return this.#length;
  }

  /** All that came by now. From then on they take no more than they need, small ones two bytes each, until others come. */
  all(): Uint16Array | Uint32Array {
    const isSmall = this.#most <= SMALL;
    if (this.#length < this.#numbers.length || (isSmall && this.#numbers instanceof Uint32Array)) {
      const found = this.#numbers.subarray(0, this.#length);
      this.#numbers = isSmall ? Uint16Array.from(found) : Uint32Array.from(found);
    }
    return this.#numbers;
  }
}
