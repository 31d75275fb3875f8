import type { PageReport } from './measures.ts';

/** UTF-16 units of a part, about. */
const PART = 128 * 1024;

/** What a page costs that says the rest as the last one does that is written as a whole. */
type Like = readonly [route: string, operations: number, bytes: number];

/** What pages cost as one JSON array, whose parts are given away as they are made. Of the addresses of a page most differ in three values: of 100,000 it is 5 MB. */
export class PageReports {
  readonly #write: (part: string) => void;
  #part = '';
  #before = '[';
  #last: PageReport | undefined;

  /** `write` takes the parts in order. */
  constructor(write: (part: string) => void) {
    this.#write = write;
  }

  add(report: PageReport): void {
    const { route, operations, bytes } = report;
    const isLike = this.#last !== undefined && isAlike(this.#last, report);
    this.#part +=
      this.#before + (isLike ? `[${JSON.stringify(route)},${operations},${bytes}]` : JSON.stringify(report));
    this.#before = ',';
    if (!isLike) this.#last = report;
    if (this.#part.length > PART) this.#flush();
  }

  /** Ends the array. */
  end(): void {
    this.#part += this.#before === '[' ? '[]' : ']';
    this.#flush();
  }

  #flush(): void {
    this.#write(this.#part);
    this.#part = '';
  }
}

const isAlike = (one: PageReport, other: PageReport): boolean =>
  one.page === other.page &&
  one.values === other.values &&
  one.reads.length === other.reads.length &&
  one.reads.every((each, at) => each === other.reads[at]);

/** What pages cost, from the parts of an array together. Earlier versions wrote each as a whole. */
export function readReports(text: string): PageReport[] {
  const all = JSON.parse(text) as (PageReport | Like)[]; // as PageReports wrote it, or an earlier version
  let last: PageReport | undefined;
  return all.flatMap((each) => {
    if ('page' in each) last = each;
    else if (last) return [{ ...last, route: each[0], operations: each[1], bytes: each[2] }];
    return last ? [last] : [];
  });
}
