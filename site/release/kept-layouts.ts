import { type Paths, samePaths } from '../columns/paths.ts';
import { Numbers } from '../numbers.ts';

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

/** What a text is made of: some entries in an order, and what is the same for all. */
export interface MadeOf {
  readonly basis: string;
  readonly versions: Uint32Array;
}

interface Digest {
  readonly basis: string;
  /** Where its versions begin and end among all. */
  readonly from: number;
  readonly to: number;
  readonly digest: string;
}

interface Kept {
  /** By the names of collections. */
  readonly found: Map<string, KeptFound>;
  /** By the key of a pack's first text. */
  readonly digests: Map<string, Digest>;
  /** The versions that those are of, one list behind the other: an array for each of thousands of packs takes more than what is in it. */
  readonly lists: Numbers;
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
  readonly #isOther: (path: string) => boolean;
  readonly #now: Kept;

  /** `isOther`: whether what the entry of a path follows from, or when it was saved, is not as it was before. */
  constructor(before?: KeptLayouts, isOther: (path: string) => boolean = () => false) {
    this.#before = before ? before.#now : undefined;
    this.#isOther = isOther;
    const { versions = 0 } = this.#before ?? {};
    this.#now = { found: new Map(), digests: new Map(), lists: new Numbers(), parts: new Map(), versions };
  }

  /** Lets go of what was before. */
  end(): void {
    this.#before = undefined;
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
    if (!known || known.basis !== of.basis) return undefined;
    const versions = this.#before?.lists.all().subarray(known.from, known.to) ?? [];
    if (!isSame(versions, of.versions)) return undefined;
    this.note(key, of, known.digest);
    return known.digest;
  }

  note(key: string, { basis, versions }: MadeOf, digest: string): void {
    const { lists, digests } = this.#now;
    const from = lists.length;
    for (const version of versions) lists.push(version);
    digests.set(key, { basis, from, to: lists.length, digest });
  }

  /** Entries in parts, as they were made of the same ones; made where they were not. */
  parts(key: string, of: Omit<Parts, 'made'>, make: () => readonly Uint32Array[]): readonly Uint32Array[] {
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
  readonly made: readonly Uint32Array[];
}

/** Of each path its place among others, which are in the same order; below 0 where it is not among them. */
function numbersAmong(paths: Paths, others: Paths): Int32Array {
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
