import type { Wanted } from './pack.ts';
import { TextsTogether, TOGETHER } from './texts-together.ts';

/** How a record is made. */
interface Records {
  /** UTF-16 units of the one at a place. */
  units(place: number): number;
  text(place: number): string;
}

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
  #ready = new TextsTogether(0);
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
    this.#ready = new TextsTogether(this.#byPath.length);
    let made = 0;
    for (const place of this.#byPath) {
      if (this.#noted[place] !== 1) continue;
      this.#ready.add(place, this.#records.text(place));
      if (++made % TOGETHER === 0) yield;
    }
    this.#ready.end();
  }

  of(place: number): string {
    return this.#ready.of(place) ?? this.#records.text(place);
  }

  drop(): void {
    this.#noted = new Uint8Array(0);
    this.#ready = new TextsTogether(0);
    this.units = 0;
  }
}
