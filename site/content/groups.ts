import { own } from '../../schema/own.ts';
import { slugOf } from '../addresses/slug.ts';
import type { SiteFacts } from '../facts.ts';
import { Numbers } from '../numbers.ts';
import { placesBy } from '../places-by.ts';
import { ofKinds, saying } from '../site-facts.ts';
import { configOf } from './config-of.ts';

/** Names of a collection that no group can have. */
export const RESERVED_GROUPS: ReadonlySet<string> = new Set(['size', 'first', 'last', 'tree', 'where']);

/** Entries of a collection that have one value in a field. */
export interface Group {
  readonly name: string | number | boolean;
  /** As in addresses; empty where the name makes none. */
  readonly slug: string;
  /** Places in the collection, in order. */
  readonly at: readonly number[];
}

interface HasFields {
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The groups of entries by a field: by each of its values where it holds a list. Sorted by slug, then by name. */
export function groupsBy(entries: Iterable<HasFields>, field: string): Group[] {
  const grouping = new Grouping(field);
  let at = 0;
  for (const entry of entries) grouping.add(at++, entry);
  return grouping.groups();
}

/** Groups entries that come one by one. A list of numbers for each group of a stretch of entries, most of which have one or two, takes ten times as much. */
export class Grouping {
  readonly #field: string;
  #names: Group['name'][] = [];
  /** Of each name its place among those, while entries come. */
  #places: Map<Group['name'], number> | undefined = new Map();
  /** Of each group that an entry is in, the number of the entry and the place of the name. */
  readonly #numbers = new Numbers();
  readonly #ofNames = new Numbers();

  constructor(field: string) {
    this.#field = field;
  }

  add(number: number, { fields }: HasFields): void {
    for (const name of namesIn(own(fields, this.#field))) this.#add(number, this.#placeOf(name));
  }

  /** Adds all of a stretch, whose numbers begin at one here. The stretch has the same texts as names from then on. */
  addAll(stretch: Grouping, from: number): void {
    const places = stretch.#names.map((name) => this.#placeOf(name));
    stretch.#names = places.map((place) => this.#names[place] ?? '');
    const ofNames = stretch.#ofNames.all();
    for (const [at, number] of stretch.#numbers.all().entries())
      this.#add(from + number, places[ofNames[at] ?? 0] ?? 0);
  }

  /** To be called after the last entry, where it is kept: it takes less memory then. */
  end(): void {
    this.#numbers.all();
    this.#ofNames.all();
    this.#places = undefined;
  }

  #add(number: number, place: number): void {
    this.#numbers.push(number);
    this.#ofNames.push(place);
  }

  #placeOf(name: Group['name']): number {
    this.#places ??= new Map(this.#names.map((each, at) => [each, at]));
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }

  /**
   * `places`: of each number, that in the order of the collection, and below 0 where it is not there; absent where they came in that order.
   * `entries` are in that order.
   */
  groups(places?: Int32Array, entries?: { at(place: number): HasFields }): Group[] {
    // A number and a text may look the same: the one that comes first is first.
    const isBefore = (a: Group, b: Group): number => {
      const [one = 0, other = 0] = [a.at[0], b.at[0]];
      if (one !== other || !entries) return one - other;
      const names = [...namesIn(own(entries.at(one).fields, this.#field))];
      return names.indexOf(a.name) - names.indexOf(b.name);
    };
    const found = this.#byName().flatMap((numbers, of): Group[] => {
      const name = this.#names[of] ?? '';
      const at = places ? sorted(numbers, places) : Array.from(numbers);
      return at.length > 0 ? [{ name, slug: slugOf(String(name)), at }] : [];
    });
    return found.sort(
      (a, b) => compare(a.slug, b.slug) || compare(String(a.name), String(b.name)) || isBefore(a, b),
    );
  }

  /** Numbers of the entries of each group, in the order in which they came. */
  #byName(): Uint32Array[] {
    const numbers = this.#numbers.all();
    const byName = placesBy(this.#ofNames.all(), this.#names.length);
    return byName.map((pairs) => pairs.map((pair) => numbers[pair] ?? 0));
  }
}

function sorted(numbers: Uint32Array, places: Int32Array): number[] {
  const found = Int32Array.from(numbers, (number) => places[number] ?? -1).sort();
  const first = found.findIndex((place) => place >= 0);
  return first < 0 ? [] : Array.from(first === 0 ? found : found.subarray(first));
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

const CACHE = new WeakMap<SiteFacts, ReadonlyMap<string, ReadonlySet<string>>>();

/** The fields that a collection is grouped by: those that its `groups` names, and those that pages and templates read. */
export function groupFields(files: SiteFacts, collection: string): string[] {
  const stated = configOf(files, collection).groups ?? [];
  const read = groupsRead(files).get(collection) ?? [];
  return [...new Set([...stated, ...read])].filter((name) => !RESERVED_GROUPS.has(name)).sort();
}

/** `collections.<name>.<field>` in all templates, and in `each` and `paginate` of all pages. */
function groupsRead(files: SiteFacts): ReadonlyMap<string, ReadonlySet<string>> {
  const known = CACHE.get(files);
  if (known) return known;
  const found = new Map<string, Set<string>>();
  const add = ([root, name, field]: readonly string[]) => {
    if (root !== 'collections' || name === undefined || field === undefined || /^\d+$/.test(field)) return;
    const fields = found.get(name) ?? new Set();
    found.set(name, fields.add(field));
  };
  for (const [, { refs }] of saying(files, 'refs')) for (const path of refs?.globals ?? []) add(path);
  for (const [, { front }] of ofKinds(files, 'page')) {
    for (const path of Object.values(front?.each ?? {})) add(path.split('.'));
    if (front?.paginate) add(front.paginate.items.split('.'));
  }
  CACHE.set(files, found);
  return found;
}
