/** Where rows of text are put that would take too much memory. */
export interface Aside {
  put(name: string, text: string): void;
  /** Undefined where it is not there any more. */
  get(name: string): string | undefined;
  clear(): void;
}

/** Rows that are kept in memory: who reads those of several stretches in turn comes back to the last of each. */
const RECENT = 16;

/** Rows of text by number, which are put aside. */
export class RowsAside {
  readonly #aside: Aside;
  readonly #name: string;
  /** Those that were read last. */
  readonly #recent: { readonly row: number; readonly text: string }[] = [];
  #next = 0;
  #count = 0;

  /** `name` is before the number of each, and no other's. */
  constructor(aside: Aside, name: string) {
    this.#aside = aside;
    this.#name = name;
  }

  push(text: string): void {
    this.#aside.put(this.#name + this.#count++, text);
  }

  at(row: number): string | undefined {
    const known = this.#recent.find((one) => one.row === row);
    if (known) return known.text;
    const text = this.#aside.get(this.#name + row);
    if (text === undefined) return undefined;
    this.#recent[this.#next] = { row, text };
    this.#next = (this.#next + 1) % RECENT;
    return text;
  }
}
