import { hashOf } from '../schema/text/hash-of.ts';

/** Places of a table for each text, at least. */
const ROOM = 1.5;

/** The numbers of texts that are kept elsewhere: an open table in place of a Map, which takes three times as much memory for each. */
export class TextNumbers {
  readonly #textOf: (number: number) => string | undefined;
  /** Of each place a number and one; 0 where there is none. */
  #table: Uint32Array;
  #count = 0;

  /** Of numbers below `count`, and of those that are added. */
  constructor(textOf: (number: number) => string | undefined, count = 0) {
    this.#textOf = textOf;
    this.#table = tableFor(count);
    for (let number = 0; number < count; number++) this.add(number);
  }

  /** Of two with one text the last counts. */
  add(number: number): void {
    if ((this.#count + 1) * ROOM > this.#table.length) this.#grow();
    const place = this.#placeOf(this.#textOf(number) ?? '');
    if (this.#table[place] === 0) this.#count += 1;
    this.#table[place] = number + 1;
  }

  /** Undefined where no text is that. */
  of(text: string): number | undefined {
    const found = this.#table[this.#placeOf(text)] ?? 0;
    return found === 0 ? undefined : found - 1;
  }

  #grow(): void {
    const numbers = this.#table;
    this.#table = tableFor(2 * this.#count + 1);
    for (const found of numbers)
      if (found > 0) this.#table[this.#placeOf(this.#textOf(found - 1) ?? '')] = found;
  }

  /** Where it is in the table, or where it would be. */
  #placeOf(text: string): number {
    const last = this.#table.length - 1;
    for (let place = hashOf(text) & last; ; place = (place + 1) & last) {
      const found = this.#table[place] ?? 0;
      if (found === 0 || this.#textOf(found - 1) === text) return place;
    }
  }
}

function tableFor(count: number): Uint32Array {
  let places = 1;
  while (places < ROOM * count + 1) places *= 2;
  return new Uint32Array(places);
}
