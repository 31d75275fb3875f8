import { hashOf } from '../schema/text/hash-of.ts';

/** Places of a table for each text, at least. */
const ROOM = 1.5;

/** The bits of a number in a table. */
const NUMBER = 2 ** 21 - 1;

/** The numbers of texts that are kept elsewhere: an open table in place of a Map, which takes three times as much memory for each. */
export class TextNumbers {
  readonly #textOf: (number: number) => string | undefined;
  /** Of each place a number and one, with the first bits of the text's hash before them; 0 where there is none. */
  #table: Uint32Array;
  #count = 0;

  /** With room for so many: more are found a place with all anew. */
  constructor(textOf: (number: number) => string | undefined, room = 0) {
    this.#textOf = textOf;
    this.#table = tableFor(room);
  }

  /** Of two with one text the last counts. Throws a RangeError for a number that is too large. */
  add(number: number, text = this.#textOf(number) ?? ''): void {
    if (number >= NUMBER) throw new RangeError(`${number} is more than a table of texts holds`);
    if ((this.#count + 1) * ROOM > this.#table.length) this.#grow();
    const hash = hashOf(text);
    const place = this.#placeOf(text, hash);
    if (this.#table[place] === 0) this.#count += 1;
    this.#table[place] = ((hash & ~NUMBER) | (number + 1)) >>> 0;
  }

  /** Undefined where no text is that. */
  of(text: string): number | undefined {
    const found = this.#table[this.#placeOf(text, hashOf(text))] ?? 0;
    return found === 0 ? undefined : (found & NUMBER) - 1;
  }

  #grow(): void {
    const numbers = this.#table;
    this.#table = tableFor(2 * this.#count + 1);
    for (const found of numbers) {
      if (found === 0) continue;
      const text = this.#textOf((found & NUMBER) - 1) ?? '';
      this.#table[this.#placeOf(text, hashOf(text))] = found;
    }
  }

  /** Where it is in the table, or where it would be. */
  #placeOf(text: string, hash: number): number {
    const last = this.#table.length - 1;
    for (let place = hash & last; ; place = (place + 1) & last) {
      const found = this.#table[place] ?? 0;
      if (found === 0) return place;
      // Texts may be put together when they are asked for.
      const isLike = ((found ^ hash) & ~NUMBER) === 0;
      if (isLike && this.#textOf((found & NUMBER) - 1) === text) return place;
    }
  }
}

function tableFor(count: number): Uint32Array {
  let places = 1;
  while (places < ROOM * count + 1) places *= 2;
  return new Uint32Array(places);
}
