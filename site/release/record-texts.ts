import type { Wanted } from './pack.ts';

/** How a record is made. */
interface Records {
  /** UTF-16 units of the one at a place. */
  units(place: number): number;
  text(place: number): string;
}

/** Records that stand in one text, and that are made between two pauses. */
const TOGETHER = 256;

/**
 * Records of a collection as JSON. An entry is in a block of the list and in one of each of its groups, all in another order than that of
 * paths, in which what is known of files is read fastest: so those that many blocks want are made in that order, once. One that was not
 * made ready is made when it is asked for.
 */
export class RecordTexts implements Wanted {
  readonly #byPath: Uint32Array;
  readonly #records: Records;
  /** Of the record at each place, 1 where it is noted. */
  #noted = new Uint8Array(0);
  /** Of the record at each place, which it is of those that are ready, from 1 on. */
  #numbers = new Uint32Array(0);
  /** Of each of those, where it begins in its text. */
  #starts: number[] = [];
  /** In path order, together: a text for each would take more. */
  #texts: string[] = [];
  units = 0;

  /** `byPath`: places in the order of paths. */
  constructor(byPath: Uint32Array, records: Records) {
    this.#byPath = byPath;
    this.#records = records;
  }

  /** Notes the records at some places. */
  wanted(places: readonly number[]): Wanted {
    if (this.#noted.length === 0) this.#noted = new Uint8Array(this.#byPath.length);
    for (const place of places) {
      if (this.#noted[place] === 1) continue;
      this.#noted[place] = 1;
      this.units += this.#records.units(place);
    }
    return this;
  }

  *ready(): Generator<void> {
    this.#numbers = new Uint32Array(this.#byPath.length);
    let together: string[] = [];
    let start = 0;
    for (const place of this.#byPath) {
      if (this.#noted[place] !== 1) continue;
      const text = this.#records.text(place);
      together.push(text);
      this.#numbers[place] = this.#starts.push(start);
      start += text.length;
      if (together.length < TOGETHER) continue;
      this.#texts.push(together.join(''));
      [together, start] = [[], 0];
      yield;
    }
    this.#texts.push(together.join(''));
  }

  of(place: number): string {
    const number = this.#numbers[place] ?? 0;
    if (number === 0) return this.#records.text(place);
    const start = this.#starts[number - 1] ?? 0;
    const text = this.#texts[Math.floor((number - 1) / TOGETHER)] ?? '';
    return text.slice(start, start + this.#records.units(place));
  }

  drop(): void {
    [this.#noted, this.#numbers] = [new Uint8Array(0), new Uint32Array(0)];
    [this.#starts, this.#texts, this.units] = [[], [], 0];
  }
}
