import type { PageReport } from './measures.ts';

/** UTF-16 units of a part, about. */
const PART = 128 * 1024;

/** What pages cost as one JSON array, whose parts are given away as they are made: of 100,000 pages it is 13 MB. */
export class PageReports {
  readonly #write: (part: string) => void;
  #waiting: string[] = [];
  #units = 0;
  #before = '[';

  /** `write` takes the parts in order. */
  constructor(write: (part: string) => void) {
    this.#write = write;
  }

  add(report: PageReport): void {
    const text = this.#before + JSON.stringify(report);
    this.#before = ',';
    this.#waiting.push(text);
    this.#units += text.length;
    if (this.#units > PART) this.#flush();
  }

  /** Ends the array. */
  end(): void {
    this.#waiting.push(this.#before === '[' ? '[]' : ']');
    this.#flush();
  }

  #flush(): void {
    this.#write(this.#waiting.join(''));
    this.#waiting = [];
    this.#units = 0;
  }
}
