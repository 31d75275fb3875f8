import { type LongTexts, TextsTogether, TOGETHER } from '../texts-together.ts';
import type { Wanted } from './pack.ts';

/** How a record is made. */
interface Records {
  /** UTF-16 units of the one of an entry, by its number in path order. */
  units(number: number): number;
  text(number: number): string;
}

/**
 * UTF-16 units of all records, and of one on average, above which each batch makes its own: a batch wants some of each row, and to read them
 * all takes longer then.
 */
export const MOST_ASIDE = { all: 32 * 1024 * 1024, each: 1024 };

/**
 * Records of a collection as JSON. An entry is in a block of the list and in one of each of its groups, all in another order than that of
 * paths, in which what is known of files is read fastest: so those that many blocks want are made in that order. One that was not
 * made ready is made when it is asked for. Where others are made ready later, and there is room for it `aside`, each is made once.
 */
export class RecordTexts implements Wanted {
  readonly #size: number;
  readonly #records: Records;
  /** Of the record of each number, 1 where it is noted. */
  #noted = new Uint8Array(0);
  #ready = new TextsTogether(0);
  #aside: LongTexts | undefined;
  /** What was made ready before others. */
  #made: TextsTogether | undefined;
  units = 0;

  /** For numbers below `size`. */
  constructor(size: number, records: Records, aside?: LongTexts) {
    this.#size = size;
    this.#records = records;
    this.#aside = aside;
  }

  /** Notes the records of some entries. */
  wanted(numbers: Iterable<number>): Wanted {
    if (this.#noted.length === 0) this.#noted = new Uint8Array(this.#size);
    for (const number of numbers) {
      if (this.#noted[number] === 1) continue;
      this.#noted[number] = 1;
      this.units += this.#records.units(number);
    }
    return this;
  }

  *ready(isLast: boolean): Generator<void> {
    this.#ready = new TextsTogether(this.#size);
    let ready = 0;
    for (const [number, isNoted] of this.#noted.entries()) {
      if (isNoted !== 1) continue;
      this.#ready.add(number, this.#made?.of(number) ?? this.#make(number, isLast));
      if (++ready % TOGETHER === 0) yield;
    }
    this.#ready.end();
  }

  #make(number: number, isLast: boolean): string {
    const text = this.#records.text(number);
    if (isLast || !this.#aside) return text;
    this.#made ??= new TextsTogether(this.#size, this.#aside);
    this.#made.add(number, text);
    return text;
  }

  of(number: number): string {
    return this.#ready.of(number) ?? this.#records.text(number);
  }

  drop(): void {
    this.#noted = new Uint8Array(0);
    this.#ready = new TextsTogether(0);
    this.units = 0;
  }

  end(): void {
    this.#made = undefined;
    this.#aside = undefined;
  }
}
