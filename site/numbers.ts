/** Numbers from 0 to 2^32 - 1 that come one by one: four bytes each, where a list has eight, and room for as many again until they are asked for. */
export class Numbers {
  #numbers = new Uint32Array(0);
  #length = 0;

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Uint32Array(Math.max(16, 2 * this.#length));
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = number;
  }

  /** All that came by now. From then on they take no more than they need, until others come. */
  all(): Uint32Array {
    if (this.#length < this.#numbers.length) this.#numbers = this.#numbers.slice(0, this.#length);
    return this.#numbers;
  }
}
