import { hashOf } from '../../../schema/text/hash-of.ts';

/** Places of a table for each path, at least. */
const ROOM = 1.5;

/** The places of paths in a list: an open table of numbers in place of a Map, which takes three times as much memory for each. */
export class PathNumbers {
  readonly #list: readonly { readonly path: string }[];
  /** Of each place a number and one; 0 where there is none. */
  readonly #table: Uint32Array;

  /** Of two with one path the last counts. */
  constructor(list: readonly { readonly path: string }[]) {
    let places = 1;
    while (places < ROOM * list.length + 1) places *= 2;
    this.#list = list;
    this.#table = new Uint32Array(places);
    for (const [number, { path }] of list.entries()) this.#table[this.#placeOf(path)] = number + 1;
  }

  /** Undefined where no path is that. */
  of(path: string): number | undefined {
    const found = this.#table[this.#placeOf(path)] ?? 0;
    return found === 0 ? undefined : found - 1;
  }

  /** Where it is in the table, or where it would be. */
  #placeOf(path: string): number {
    const last = this.#table.length - 1;
    for (let place = hashOf(path) & last; ; place = (place + 1) & last) {
      const found = this.#table[place] ?? 0;
      if (found === 0 || this.#list[found - 1]?.path === path) return place;
    }
  }
}

/** Finds what is at a path in a list. */
export function findingIn<T extends { readonly path: string }>(
  list: readonly T[],
): (path: string) => T | undefined {
  const numbers = new PathNumbers(list);
  return (path) => list[numbers.of(path) ?? -1];
}
