/** Where rows of text are put that would take too much memory. */
export interface Aside {
  put(name: string, text: string): void;
  /** Undefined where it is not there any more. */
  get(name: string): string | undefined;
  clear(): void;
}

/** Rows that are kept in memory: who reads those of several batches in turn comes back to the last of each. */
const RECENT = 8;

/** Rows of text by number, which are put aside. */
export class RowsAside {
  readonly #aside: Aside;
  readonly #name: string;
  /** Those that were read last, the last one first. */
  readonly #recent: { readonly row: number; readonly text: string }[] = [];
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
    const recent = this.#recent;
    const place = recent.findIndex((one) => one.row === row);
    const text = recent[place]?.text ?? this.#aside.get(this.#name + row);
    if (place === 0 || text === undefined) return text;
    recent.splice(place < 0 ? RECENT - 1 : place, 1);
    recent.unshift({ row, text });
    return text;
  }
}
