import type { Aside } from '../../../site/aside.ts';

/** UTF-16 units of texts that are held in memory before they are put aside. */
const HELD = 1024 * 1024;
/** UTF-16 units of a row, about: as many texts as come after one another. */
const ROW = 64 * 1024;
/** The first character of a row: a reader of storage drops a byte order mark at the start. */
const START = '\n';

interface Held {
  readonly path: string;
  readonly order: number;
  readonly text: string;
}

interface Row {
  readonly name: string;
  readonly units: number;
  /** Texts in it that were not taken yet. */
  left: number;
}

interface Place {
  readonly row: Row;
  readonly at: number;
  readonly units: number;
}

/**
 * Texts that come in any order and are taken in that of `order`, each once. What is put aside is in that order within a row, and rows that
 * were put aside together follow one another, so each is read once, and as many are in memory as there were times.
 */
export class HeldTexts {
  readonly #aside: Aside;
  /** Whether a text of this order is worth a row. */
  readonly #isWanted: (order: number) => boolean;
  readonly #inMemory = new Map<string, Held>();
  readonly #places = new Map<string, Place>();
  readonly #read = new Map<Row, string>();
  #units = 0;
  #rows = 0;

  constructor(aside: Aside, isWanted: (order: number) => boolean) {
    this.#aside = aside;
    this.#isWanted = isWanted;
  }

  add(path: string, order: number, text: string): void {
    this.#inMemory.set(path, { path, order, text });
    this.#units += text.length;
    if (this.#units > HELD) this.#putAside();
  }

  /** Undefined where it was let go. */
  take(path: string): string | undefined {
    const held = this.#inMemory.get(path);
    if (held) {
      this.#inMemory.delete(path);
      return held.text;
    }
    const place = this.#places.get(path);
    if (!place) return undefined;
    this.#places.delete(path);
    const { row, at, units } = place;
    const text = this.#read.get(row) ?? this.#aside.get(row.name) ?? '';
    row.left -= 1;
    if (row.left > 0) this.#read.set(row, text);
    else this.#read.delete(row);
    return text.length === row.units ? text.slice(at, at + units) : undefined;
  }

  clear(): void {
    this.#inMemory.clear();
    this.#places.clear();
    this.#read.clear();
    if (this.#rows > 0) this.#aside.clear();
    this.#rows = 0;
  }

  #putAside(): void {
    const wanted = [...this.#inMemory.values()].filter(({ order }) => this.#isWanted(order));
    this.#inMemory.clear();
    this.#units = 0;
    wanted.sort((a, b) => a.order - b.order);
    let some: Held[] = [];
    let units = 0;
    for (const held of wanted) {
      some.push(held);
      units += held.text.length;
      if (units < ROW) continue;
      this.#putRow(some);
      some = [];
      units = 0;
    }
    if (some.length > 0) this.#putRow(some);
  }

  #putRow(some: readonly Held[]): void {
    const text = START + some.map((held) => held.text).join('');
    const row: Row = { name: `${this.#rows}`, units: text.length, left: some.length };
    this.#rows += 1;
    this.#aside.put(row.name, text);
    let at = START.length;
    for (const held of some) {
      this.#places.set(held.path, { row, at, units: held.text.length });
      at += held.text.length;
    }
  }
}
