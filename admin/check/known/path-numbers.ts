import { hashOf } from '../../../schema/text/hash-of.ts';

/** Places of a table for each path, at least. */
const ROOM = 1.5;

/** The bits of a number in a table. */
const NUMBER = 2 ** 21 - 1;

/** A list of what has a path. */
interface Paths<T = { readonly path: string }> {
  readonly length: number;
  at(number: number): T | undefined;
  entries(): Iterable<[number: number, T]>;
}

/** The places of paths in a list: an open table of numbers in place of a Map, which takes three times as much memory for each. */
export class PathNumbers {
  readonly #list: Paths;
  /** Of each place a number and one, with the first bits of the hash before them; 0 where there is none. */
  readonly #table: Uint32Array;

  /** Of two with one path the last counts. */
  constructor(list: Paths) {
    let places = 1;
    while (places < ROOM * list.length + 1) places *= 2;
    this.#list = list;
    this.#table = new Uint32Array(places);
    if (list.length > NUMBER) throw new RangeError(`${list.length} paths are too many`);
    for (const [number, { path }] of list.entries()) {
      const hash = hashOf(path);
      this.#table[this.#placeOf(path, hash)] = ((hash & ~NUMBER) | (number + 1)) >>> 0;
    }
  }

  /** Undefined where no path is that. */
  of(path: string): number | undefined {
    const found = this.#table[this.#placeOf(path, hashOf(path))] ?? 0;
    return found === 0 ? undefined : (found & NUMBER) - 1;
  }

  /** Where it is in the table, or where it would be. */
  #placeOf(path: string, hash: number): number {
    const last = this.#table.length - 1;
    for (let place = hash & last; ; place = (place + 1) & last) {
      const found = this.#table[place] ?? 0;
      if (found === 0) return place;
      // Paths may be put together when they are asked for.
      const isLike = ((found ^ hash) & ~NUMBER) === 0;
      if (isLike && this.#list.at((found & NUMBER) - 1)?.path === path) return place;
    }
  }
}

/** Finds what is at a path in a list. */
export function findingIn<T extends { readonly path: string }>(
  list: Paths<T>,
): (path: string) => T | undefined {
  const numbers = new PathNumbers(list);
  return (path) => {
    const number = numbers.of(path);
    return number === undefined ? undefined : list.at(number);
  };
}
