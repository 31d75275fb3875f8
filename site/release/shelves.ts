import { shelfKey } from '../../schema/content/blocks.ts';
import type { Entries } from '../content/entries.ts';
import type { KeptLayouts, MadeOf, NumberRange, PartColumns } from './kept-layouts.ts';
import { LaidTable, readShelf } from './made/read-shelf.ts';
import { type Measured, madeOf } from './measure.ts';
import { type Item, jsonOf } from './pack.ts';
import type { Texts } from './sources.ts';

interface MakingParts {
  readonly entries: Entries;
  readonly measured: Measured;
  readonly layouts: KeptLayouts | undefined;
  readonly name: string;
}

/** Shelves by the hash of slugs. */
export function shelvesOf(count: number, making: MakingParts & { readonly texts: Texts }): Item[] {
  const { entries, measured, texts, name } = making;
  const { units, slugs, sources, versions } = measured;
  const held = Uint32Array.from(entries.held()).filter((number) => units[number] !== 0);
  const of = { entries, sources, versions, texts, slugs, units };
  return rangesOf(inParts(held, count, 'shelves', making)).map((part, shelf) => {
    return new Shelf(shelfKey(name, shelf), unitsOfRows(part, slugs, units), part, of);
  });
}

/** UTF-16 units of an object of these entries, whose keys are their slugs: `{"a":1,"b":2}`. */
function unitsOfRows(
  { all, from, to }: NumberRange,
  slugs: ArrayLike<number>,
  values: ArrayLike<number>,
): number {
  let sum = 1 + Math.max(1, to - from);
  for (let at = from; at < to; at++) sum += (slugs[all[at] ?? 0] ?? 0) + 1 + (values[all[at] ?? 0] ?? 0);
  return sum;
}

/** Each part of them. */
const rangesOf = ({ all, ends }: PartColumns): NumberRange[] =>
  Array.from(ends, (to, part) => ({ all, from: ends[part - 1] ?? 0, to }));

const numbersIn = ({ all, from, to }: NumberRange): Uint32Array => all.subarray(from, to);

interface OfShelf extends Pick<Measured, 'sources' | 'versions' | 'slugs' | 'units'> {
  readonly entries: Entries;
  readonly texts: Texts;
}

/** Its texts are read when it is asked for its code, and not kept. */
class Shelf implements Item {
  readonly key: string;
  readonly units: number;
  /** Numbers of its entries. */
  readonly #part: NumberRange;
  readonly #of: OfShelf;

  constructor(key: string, units: number, part: NumberRange, of: OfShelf) {
    this.key = key;
    this.units = units;
    this.#part = part;
    this.#of = of;
  }

  get source(): string | undefined {
    return this.#of.sources.together(numbersIn(this.#part));
  }

  get madeOf(): MadeOf | undefined {
    return madeOf('', this.#part, this.#of);
  }

  value(kept?: () => string): object {
    const { entries, texts } = this.#of;
    const numbers = numbersIn(this.#part);
    return readShelf({ entries, numbers }, (place) => {
      if (kept) return JSON.parse(this.#rowIn(kept(), numbers, place));
      return texts.of(entries.pathOf(numbers[place] ?? 0))?.map((text) => JSON.parse(text));
    });
  }

  /** The programs of an entry in the text of the shelf: see `unitsOfRows`. */
  #rowIn(text: string, numbers: Uint32Array, place: number): string {
    const { slugs, units } = this.#of;
    let at = '{'.length;
    for (const number of numbers.subarray(0, place)) at += (slugs[number] ?? 0) + (units[number] ?? 0) + 2;
    const number = numbers[place] ?? 0;
    at += (slugs[number] ?? 0) + ':'.length;
    return text.slice(at, at + (units[number] ?? 0));
  }

  get code(): string {
    const { entries, texts } = this.#of;
    const numbers = Array.from(numbersIn(this.#part));
    const all = texts.all(numbers.map((number) => entries.pathOf(number)));
    const rows = numbers.map((number, at) => `${jsonOf(entries.slugOf(number))}:[${all[at]?.join(',')}]`);
    return `{${rows.join(',')}}`.toWellFormed();
  }
}

/** A table of slugs, once it is known which packs its shelves are. */
type TableOf = (key: string, packs: readonly string[] | undefined) => Item;

/** What entries are sorted by, by their slugs, in tables by the hash of these. */
export function tablesOf(count: number, making: MakingParts): TableOf[] {
  const { entries, measured } = making;
  const { slugs, values, versions } = measured;
  const of = { entries, versions };
  const parts = inParts(Uint32Array.from(entries.held()), count, 'slugs', making);
  return rangesOf(parts).map((part) => {
    const ofRows = unitsOfRows(part, slugs, values);
    return (key, packs) => new SlugTable(key, ofRows, part, packs ? `,"shelves":${jsonOf(packs)}` : '', of);
  });
}

/** Its text is made whenever it is asked for. */
class SlugTable implements Item {
  readonly key: string;
  readonly units: number;
  /** Numbers of its entries. */
  readonly #part: NumberRange;
  /** As it stands in the text. */
  readonly #shelves: string;
  readonly #of: Pick<OfShelf, 'entries' | 'versions'>;

  constructor(
    key: string,
    ofRows: number,
    part: NumberRange,
    shelves: string,
    of: Pick<OfShelf, 'entries' | 'versions'>,
  ) {
    this.key = key;
    this.units = '{"of":'.length + ofRows + shelves.length + '}'.length;
    this.#part = part;
    this.#shelves = shelves;
    this.#of = of;
  }

  get code(): string {
    const { entries } = this.#of;
    const rows = Array.from(
      numbersIn(this.#part),
      (number) => `${jsonOf(entries.slugOf(number))}:${jsonOf(entries.valueOf(number))}`,
    );
    return `{"of":{${rows.join(',')}}${this.#shelves}}`;
  }

  value(): object {
    const { entries } = this.#of;
    const { shelves } = JSON.parse(`{${this.#shelves.slice(1)}}`); // as tablesOf made it
    return new LaidTable({ entries, numbers: numbersIn(this.#part) }, shelves);
  }

  get source(): string {
    return this.code;
  }

  get madeOf(): MadeOf | undefined {
    const { entries, versions } = this.#of;
    return madeOf(JSON.stringify(entries.basis) + this.#shelves, this.#part, { versions });
  }
}

/** Entries, which are in path order, in parts by the hash of their slugs; each part is in the order of slugs. */
function inParts(
  numbers: Uint32Array,
  count: number,
  of: string,
  { entries, measured, layouts, name }: MakingParts,
): PartColumns {
  if (count === 0) return { all: new Uint32Array(0), ends: new Uint32Array(0) };
  const make = () => partsOf(numbers, count, measured, entries);
  return layouts?.parts(`${of}/${name}`, { count, numbers, paths: entries.paths }, make) ?? make();
}

function partsOf(numbers: Uint32Array, count: number, { hashes }: Measured, entries: Entries): PartColumns {
  const parts = Array.from({ length: count }, (): (readonly [slug: string, number: number])[] => []);
  for (const number of numbers) parts[(hashes[number] ?? 0) % count]?.push([entries.slugOf(number), number]);
  const all = new Uint32Array(numbers.length);
  let end = 0;
  const ends = Uint32Array.from(parts, (part) => {
    part.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    for (const [, number] of part) all[end++] = number;
    return end;
  });
  return { all, ends };
}
