import { Starts } from '../columns/joined.ts';
import type { Known } from './address.ts';

/** Known addresses by number, in the order of pages or another one. They may be put together when they are asked for: hold their numbers. */
export interface KnownList extends Iterable<Known> {
  readonly length: number;
  /** The one with a number from 0 on; undefined where there is none. */
  at(number: number): Known | undefined;
  entries(): Iterable<[number: number, known: Known]>;
}

/** Addresses that come one after the other. */
export type KnownRun = Pick<KnownList, 'length' | 'at'>;

/** Runs of addresses, one behind the other. */
export class KnownRuns implements KnownList {
  readonly #runs: readonly KnownRun[];
  readonly #starts: Starts;

  constructor(runs: readonly KnownRun[]) {
    this.#runs = runs;
    this.#starts = new Starts(runs);
  }

  get length(): number {
    return this.#starts.length;
  }

  at(number: number): Known | undefined {
    const run = this.#starts.partOf(number);
    return this.#runs[run]?.at(number - this.#starts.of(run));
  }

  [Symbol.iterator](): Iterator<Known> {
    return each(this);
  }

  entries(): Iterable<[number, Known]> {
    return numbered(this);
  }

  /** How many addresses pages have, where those of a page are next to each other: a run of one page is counted at once. */
  *counts(): Generator<[page: string, count: number]> {
    for (const run of this.#runs) {
      const { page } = run.at(0) ?? {};
      if (page === undefined) continue;
      if (run.at(run.length - 1)?.page === page) yield [page, run.length];
      else for (let at = 0; at < run.length; at++) yield [run.at(at)?.page ?? '', 1];
    }
  }
}

/** Some of a list, in another order. */
class Picked implements KnownList {
  readonly list: KnownList;
  readonly numbers: Uint32Array;

  constructor(list: KnownList, numbers: Uint32Array) {
    this.list = list;
    this.numbers = numbers;
  }

  get length(): number {
    return this.numbers.length;
  }

  at(number: number): Known | undefined {
    const own = this.numbers[number];
    return own === undefined ? undefined : this.list.at(own);
  }

  [Symbol.iterator](): Iterator<Known> {
    return each(this);
  }

  entries(): Iterable<[number, Known]> {
    return numbered(this);
  }
}

/** Those of a list with some numbers, in the order of these. */
export function picked(list: KnownList, numbers: Uint32Array): KnownList {
  if (!(list instanceof Picked)) return new Picked(list, numbers);
  return new Picked(
    list.list,
    numbers.map((number) => list.numbers[number] ?? 0),
  );
}

/** Some numbers of a list, in the order of the paths. Each path is put together once. */
export function byPath(list: KnownList, numbers: Uint32Array): Uint32Array {
  const paths = Array.from(numbers, (number) => list.at(number)?.path ?? '');
  const order = Uint32Array.from(paths.keys());
  order.sort((a, b) => ((paths[a] ?? '') < (paths[b] ?? '') ? -1 : 1));
  return order.map((at) => numbers[at] ?? 0);
}

function* each(list: KnownRun): Generator<Known> {
  const { length } = list;
  for (let number = 0; number < length; number++) {
    const known = list.at(number);
    if (known) yield known;
  }
}

function* numbered(list: KnownRun): Generator<[number, Known]> {
  const { length } = list;
  for (let number = 0; number < length; number++) {
    const known = list.at(number);
    if (known) yield [number, known];
  }
}
