/** Texts that stand in one. */
export const TOGETHER = 256;

/** Where the longer texts are, by their numbers from 0 on: an array, or rows that are put aside. */
export interface LongTexts {
  push(text: string): void;
  at(number: number): string | undefined;
}

/** A text for each of some numbers, together in longer ones: a string for each would take half as much again, or more. */
export class TextsTogether {
  /** Of each number, which text was added for it, from 1 on. */
  readonly #places: Uint32Array;
  /** Of each of those, where it ends in its text. */
  readonly #ends: number[] = [];
  readonly #texts: LongTexts;
  #last: string[] = [];
  #end = 0;

  /** For numbers below `size`. */
  constructor(size: number, texts: LongTexts = []) {
    this.#places = new Uint32Array(size);
    this.#texts = texts;
  }

  add(number: number, text: string): void {
    this.#end += text.length;
    this.#last.push(text);
    this.#places[number] = this.#ends.push(this.#end);
    if (this.#last.length === TOGETHER) this.end();
  }

  /** To be called after the last one. */
  end(): void {
    this.#texts.push(this.#last.join(''));
    [this.#last, this.#end] = [[], 0];
  }

  of(number: number): string | undefined {
    const place = this.#places[number] ?? 0;
    if (place === 0) return undefined;
    const at = place - 1;
    const ended = this.#ends.length - this.#last.length;
    if (at >= ended) return this.#last[at - ended];
    const start = at % TOGETHER === 0 ? 0 : this.#ends[at - 1];
    return this.#texts.at(Math.floor(at / TOGETHER))?.slice(start, this.#ends[at]);
  }
}
