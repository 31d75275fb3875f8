import { own } from '../../schema/own.ts';
import { slugOf } from '../addresses/slug.ts';
import { Starts } from '../columns/joined.ts';
import { type Column, PackedNumbers } from '../columns/packed-numbers.ts';
import { Numbers } from '../numbers.ts';
import { placesBy } from '../places-by.ts';

/** Entries of a collection that have one value in a field. */
export interface Group {
  readonly name: string | number | boolean;
  /** As in addresses; empty where the name makes none. */
  readonly slug: string;
  /** Numbers of its entries, in the order of the collection. */
  readonly numbers: Uint32Array;
}

/** Numbers in the order of a collection, and of each number its place in that; below 0 where it is not there. */
export interface PlacedOrder {
  readonly numbers: Uint32Array;
  readonly places: Int32Array;
}

interface HasFields {
  readonly fields: Readonly<Record<string, unknown>>;
}

/** An order of some of so many numbers. */
export function placedOrder(numbers: Uint32Array, size: number): PlacedOrder {
  const places = new Int32Array(size).fill(-1);
  for (const [place, number] of numbers.entries()) places[number] = place;
  return { numbers, places };
}

/** Entries of which it was noted in which groups they are. */
export interface Grouped {
  /** Sorted by slug, then by name. `order` is absent where numbers came in that of the collection and are places; `entries` are in it. */
  groups(order?: PlacedOrder, entries?: { at(place: number): HasFields }): Group[];
}

type InOrder = Parameters<Grouped['groups']>;

/** Names of groups by their places. */
interface Names {
  readonly length: number;
  at(place: number): Group['name'] | undefined;
}

/** Of each group that an entry is in, the number of the entry and the place of the name. */
interface Pairs {
  readonly numbers: Uint16Array | Uint32Array;
  readonly ofNames: Uint16Array | Uint32Array;
}

/** Groups entries that come one by one. A list of numbers for each group of a stretch of entries, most of which have one or two, takes ten times as much. */
export class Grouping implements Grouped {
  readonly #field: string;
  readonly #naming = new Naming();
  readonly #numbers = new Numbers();
  readonly #ofNames = new Numbers();

  constructor(field: string) {
    this.#field = field;
  }

  add(number: number, { fields }: HasFields): void {
    for (const name of namesIn(own(fields, this.#field))) {
      this.#numbers.push(number);
      this.#ofNames.push(this.#naming.placeOf(name));
    }
  }

  groups(...of: InOrder): Group[] {
    return groupsOf(this.#field, this.#naming.names, this.#pairs, ...of);
  }

  get #pairs(): Pairs {
    return { numbers: this.#numbers.all(), ofNames: this.#ofNames.all() };
  }

  /** To be kept, after the last entry. */
  end(): KeptGrouping {
    return new KeptGrouping(this.#field, this.#naming.names, this.#pairs);
  }
}

/** What was noted of a stretch of entries, in fewer bytes. */
export class KeptGrouping implements Grouped {
  readonly #field: string;
  #names: Names;
  /** How much greater each number is than the one before. */
  readonly #differences: PackedNumbers;
  readonly #ofNames: PackedNumbers;

  constructor(field: string, names: Names, { numbers, ofNames }: Pairs) {
    this.#field = field;
    this.#names = names;
    this.#differences = new PackedNumbers(
      Int32Array.from(numbers, (number, at) => number - (numbers[at - 1] ?? 0)),
    );
    this.#ofNames = new PackedNumbers(ofNames);
  }

  groups(...of: InOrder): Group[] {
    const [numbers, ofNames] = [new Uint32Array(this.size), new Uint32Array(this.size)];
    this.read(0, (at, number, name) => {
      numbers[at] = number;
      ofNames[at] = name;
    });
    return groupsOf(this.#field, this.#names, { numbers, ofNames }, ...of);
  }

  /** Whether another says the same, with names that come in the same order. */
  isSame(other: KeptGrouping): boolean {
    if (this.size !== other.size || this.#names.length !== other.#names.length) return false;
    for (let at = 0; at < this.size; at++) {
      const isNamed =
        this.#names.at(this.#ofNames.at(at) ?? -1) === other.#names.at(other.#ofNames.at(at) ?? -1);
      if (!isNamed || this.#differences.at(at) !== other.#differences.at(at)) return false;
    }
    return true;
  }

  /** Pairs of an entry and a name. */
  get size(): number {
    return this.#ofNames.length;
  }

  /** Tells of all pairs, with numbers that begin at one. */
  read(from: number, tell: (at: number, number: number, name: number) => void): void {
    let number = from;
    for (let at = 0; at < this.size; at++) {
      number += this.#differences.at(at) ?? 0;
      tell(at, number, this.#ofNames.at(at) ?? 0);
    }
  }

  /** The place of each of its names in a list of more, which is where it finds them from then on: the texts of one stretch are those of all. */
  nameIn(naming: Naming): Column {
    const names = this.#names;
    const found = Uint32Array.from({ length: names.length }, (_, at) => naming.placeOf(names.at(at) ?? ''));
    const places = new PackedNumbers(found);
    this.#names = new SomeNames(naming.names, places);
    return places;
  }
}

/** What was noted of stretches that follow each other, as one, without a copy. */
export class JoinedGrouping implements Grouped {
  readonly #field: string;
  readonly #names: Names;
  readonly #parts: readonly {
    readonly part: KeptGrouping;
    readonly from: number;
    readonly places: Column;
  }[];

  constructor(field: string, parts: readonly (KeptGrouping | undefined)[], starts: Starts) {
    const naming = new Naming();
    this.#field = field;
    this.#parts = parts.flatMap((part, at) =>
      part ? [{ part, from: starts.of(at), places: part.nameIn(naming) }] : [],
    );
    this.#names = naming.names;
  }

  groups(...of: InOrder): Group[] {
    const ends = new Starts(this.#parts.map(({ part }) => ({ length: part.size })));
    const [numbers, ofNames] = [new Uint32Array(ends.length), new Uint32Array(ends.length)];
    for (const [of, { part, from, places: ofPart }] of this.#parts.entries()) {
      const first = ends.of(of);
      part.read(from, (at, number, name) => {
        numbers[first + at] = number;
        ofNames[first + at] = ofPart.at(name) ?? 0;
      });
    }
    return groupsOf(this.#field, this.#names, { numbers, ofNames }, ...of);
  }
}

/** Gives each name a place. */
class Naming {
  readonly names: Group['name'][] = [];
  readonly #places = new Map<Group['name'], number>();

  placeOf(name: Group['name']): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

/** Some names of a list. */
class SomeNames implements Names {
  readonly #all: readonly Group['name'][];
  readonly #places: Column;

  constructor(all: readonly Group['name'][], places: Column) {
    this.#all = all;
    this.#places = places;
  }

  get length(): number {
    return this.#places.length;
  }

  at(place: number): Group['name'] | undefined {
    return this.#all[this.#places.at(place) ?? -1];
  }
}

function groupsOf(
  field: string,
  names: Names,
  { numbers, ofNames }: Pairs,
  ...[order, entries]: InOrder
): Group[] {
  const firstOf = ({ numbers: [first = 0] }: Group): number => order?.places[first] ?? first;
  // A number and a text may look the same: the one that comes first is first.
  const isBefore = (a: Group, b: Group): number => {
    const [one, other] = [firstOf(a), firstOf(b)];
    if (one !== other || !entries) return one - other;
    const named = [...namesIn(own(entries.at(one).fields, field))];
    return named.indexOf(a.name) - named.indexOf(b.name);
  };
  // One list for all, of which each group has a piece.
  const all = new Uint32Array(ofNames.length);
  let end = 0;
  const found = placesBy(ofNames, names.length).flatMap((pairs, of): Group[] => {
    const from = end;
    const ofName = pairs.map((pair) => numbers[pair] ?? 0);
    for (const number of order ? sorted(ofName, order) : ofName) all[end++] = number;
    const name = names.at(of) ?? '';
    return end > from ? [{ name, slug: slugOf(String(name)), numbers: all.subarray(from, end) }] : [];
  });
  return found.sort(
    (a, b) => compare(a.slug, b.slug) || compare(String(a.name), String(b.name)) || isBefore(a, b),
  );
}

/** Those that are in an order, in it. */
function sorted(some: Uint32Array, { numbers, places }: PlacedOrder): Uint32Array {
  const found = new Int32Array(some.length);
  for (let at = 0; at < found.length; at++) found[at] = places[some[at] ?? 0] ?? -1;
  found.sort();
  const first = found.findIndex((place) => place >= 0);
  if (first < 0) return new Uint32Array(0);
  const inOrder = new Uint32Array(found.length - first);
  for (let at = 0; at < inOrder.length; at++) inOrder[at] = numbers[found[first + at] ?? 0] ?? 0;
  return inOrder;
}

function namesIn(value: unknown): Set<Group['name']> {
  const values = Array.isArray(value) ? value : [value];
  return new Set(values.filter(isName));
}

const isName = (value: unknown): value is Group['name'] =>
  (typeof value === 'string' && value.trim() !== '') ||
  typeof value === 'number' ||
  typeof value === 'boolean';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
