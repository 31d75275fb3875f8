import { type Paths, samePaths } from '../columns/paths.ts';

/** What laying out a collection found out about each entry, by its number in path order. What is not held has 0 everywhere. */
export interface Found {
  /** The length of its record as JSON, with the comma behind it. */
  readonly sizes: Uint32Array;
  /** The hash of its slug. */
  readonly hashes: Uint32Array;
  /** How long its programs are, as they are on a shelf; 0 where it has none. */
  readonly units: Uint32Array;
  /** How long the JSON of its slug is, and of what it is sorted by. */
  readonly slugs: Uint16Array;
  readonly values: Uint32Array;
  /** Of those that are written otherwise than they are measured, how much longer these are. */
  readonly rewritten: Map<number, number>;
}

/** The same, and of which entries that was. */
export interface KeptFound extends Found {
  readonly paths: Paths;
  /** What it follows from besides what each entry does. */
  readonly basis: string;
  /** A number for each entry that is held, from 1 on: another one where the entry is. */
  readonly versions: Uint32Array;
}

/** Some numbers of a list, from one place to before another. */
export interface NumberRange {
  readonly all: Uint32Array;
  readonly from: number;
  readonly to: number;
}

/** What a text is made of: some entries in an order, and what is the same for all. */
export interface MadeOf {
  readonly basis: string;
  /** Numbers of entries; their versions themselves where `versions` is absent. */
  readonly range: NumberRange;
  /** By the numbers of entries: those of a collection, of which each text has some. */
  readonly versions?: Uint32Array | undefined;
}

/** The same where a digest was found for it. Lists are those that texts are laid out by, so that nothing is held of an entry in each of its texts. */
interface Digest extends MadeOf {
  readonly digest: string;
}

interface Kept {
  /** By the names of collections. */
  readonly found: Map<string, KeptFound>;
  /** By the key of a pack's first text. */
  readonly digests: Map<string, Digest>;
  readonly parts: Map<string, Parts>;
  /** The last number that an entry got. */
  versions: number;
}

/**
 * What laying out the collections of a release found out, so that the next one, of a site of which few entries are others, looks at those
 * only. It is held in memory and is a shortcut: without it, the same bytes come out.
 */
export class KeptLayouts {
  #before: Kept | undefined;
  #isOther: (path: string) => boolean;
  readonly #now: Kept;

  /** `isOther`: whether what the entry of a path follows from, or when it was saved, is not as it was before. */
  constructor(before?: KeptLayouts, isOther: (path: string) => boolean = () => false) {
    this.#before = before ? before.#now : undefined;
    this.#isOther = isOther;
    const { versions = 0 } = this.#before ?? {};
    this.#now = { found: new Map(), digests: new Map(), parts: new Map(), versions };
  }

  /** Lets go of what was before, and of those who know it. */
  end(): void {
    this.#before = undefined;
    this.#isOther = () => false;
  }

  /** What was found before, and of each entry of now its number there; below 0 where it was not there, or is another one. */
  before(collection: string, paths: Paths, basis: string): Before | undefined {
    const found = this.#before?.found.get(collection);
    if (found?.basis !== basis) return undefined;
    const numbers = numbersAmong(paths, found.paths);
    for (const [number, was] of numbers.entries()) {
      const isSame = was >= 0 && found.versions[was] !== 0 && !this.#isOther(paths.at(number) ?? '');
      if (!isSame) numbers[number] = -1;
    }
    return { found, numbers };
  }

  keep(collection: string, found: KeptFound): void {
    this.#now.found.set(collection, found);
  }

  /** A number that no entry had. */
  version(): number {
    this.#now.versions += 1;
    return this.#now.versions;
  }

  /** The digest that was noted for a text when the release before was made, if it was made of the same; it is noted again then. */
  digest(key: string, of: MadeOf): string | undefined {
    const known = this.#before?.digests.get(key);
    if (!known || !isMadeOfSame(known, of)) return undefined;
    this.note(key, of, known.digest);
    return known.digest;
  }

  note(key: string, { basis, range, versions }: MadeOf, digest: string): void {
    this.#now.digests.set(key, { basis, range, versions, digest });
  }

  /** Entries in parts, as they were made of the same ones; made where they were not. */
  parts(key: string, of: Omit<Parts, 'made'>, make: () => PartColumns): PartColumns {
    const known = this.#before?.parts.get(key);
    const isKnown =
      known?.count === of.count && isSame(known.numbers, of.numbers) && samePaths(known.paths, of.paths);
    const parts = { ...of, made: isKnown ? known.made : make() };
    this.#now.parts.set(key, parts);
    return parts.made;
  }
}

export interface Before {
  readonly found: KeptFound;
  readonly numbers: Int32Array;
}

/** Entries in so many parts, by the hash of their slugs. */
interface Parts {
  readonly count: number;
  /** Of the entries, in path order. */
  readonly numbers: Uint32Array;
  readonly paths: Paths;
  readonly made: PartColumns;
}

/** Numbers in parts, one part behind the other: an array for each of thousands takes more than what is in it. */
export interface PartColumns {
  readonly all: Uint32Array;
  /** Where each part ends. */
  readonly ends: Uint32Array;
}

/** Of each path its place among others, which are in the same order; below 0 where it is not among them. */
function numbersAmong(paths: Paths, others: Paths): Int32Array {
  if (paths === others) return new Int32Array(paths.length).map((_, number) => number);
  const numbers = new Int32Array(paths.length).fill(-1);
  let other = 0;
  let next = others.at(other);
  for (let number = 0; number < numbers.length; number++) {
    const path = paths.at(number) ?? '';
    while (next !== undefined && next < path) next = others.at(++other);
    if (next !== path) continue;
    numbers[number] = other;
    next = others.at(++other);
  }
  return numbers;
}

function isSame<T>(some: ArrayLike<T>, others: ArrayLike<T>): boolean {
  if (some === others) return true;
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
  return true;
}

export function isMadeOfSame(one: MadeOf, other: MadeOf): boolean {
  const { length, at } = versionsOf(one);
  const others = versionsOf(other);
  if (one.basis !== other.basis || length !== others.length) return false;
  for (let place = 0; place < length; place++) if (at(place) !== others.at(place)) return false;
  return true;
}

/** The versions of what a text is made of, in their order. */
export function versionsOf({ range: { all, from, to }, versions }: MadeOf): {
  readonly length: number;
  at(place: number): number;
} {
  const at = versions
    ? (place: number) => versions[all[from + place] ?? 0] ?? 0
    : (place: number) => all[from + place] ?? 0;
  return { length: to - from, at };
}
