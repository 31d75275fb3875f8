import { Joined } from '../columns/joined.ts';
import type { Known } from './address.ts';

/** Known addresses by number, in the order of pages or another one. They may be put together when they are asked for: hold their numbers. */
export interface KnownList extends Iterable<Known> {
  readonly length: number;
  /** The one with a number from 0 on; undefined where there is none. */
  at(number: number): Known | undefined;
  entries(): Iterable<[number: number, known: Known]>;
}

/** Addresses of one page that come one after the other. */
export type KnownRun = Pick<KnownList, 'length' | 'at'>;

/** Runs of addresses, one behind the other. */
export class KnownRuns extends Joined<Known, KnownRun> implements KnownList {
  get runs(): readonly KnownRun[] {
    return this.parts;
  }

  [Symbol.iterator](): Iterator<Known> {
    return each(this);
  }

  entries(): Iterable<[number, Known]> {
    return numbered(this);
  }

  /** How many addresses each page has: none of them is put together for that but the first of a run. */
  counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const run of this.parts) {
      const { page } = run.at(0) ?? {};
      if (page !== undefined) counts.set(page, (counts.get(page) ?? 0) + run.length);
    }
    return counts;
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

/** The same addresses in the order of the list that they were picked from. */
export const inFirstOrder = (some: KnownList): KnownList =>
  some instanceof Picked ? new Picked(some.list, some.numbers.toSorted()) : some;

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
