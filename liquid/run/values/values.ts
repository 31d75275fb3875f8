import type { Budget } from '../budget.ts';

/**
 * The values of a render. nil is null or undefined; booleans, strings, arrays and plain objects (hashes) are
 * JavaScript's own; an integer is a number with an integral value, or a bigint when it is past 2^53; a float is any
 * other number, or a `Float` when its value is integral (`5.0`). Everything else that a host hands in (functions,
 * Maps, Dates, instances of classes) is opaque: it prints nothing, has no properties, and is never called.
 */

/** A float whose value is integral: prints `5.0`. Other floats are plain numbers. */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** What Ruby calls Numeric. */
export type Numeric = number | bigint | Float;

export function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Float;
}

/** `(first..last)`, both integers, `last` included. */
export class Range {
  readonly first: number;
  readonly last: number;

  constructor(first: number, last: number) {
    this.first = first;
    this.last = last;
  }

  get size(): number {
    return Math.max(0, this.last - this.first + 1);
  }
}

/** Text that is markup already and is not escaped again, in the place that it is made for. */
export class Markup {
  readonly text: string;
  /** Empty for HTML and XML; `RAW` for any place; else a place as compile/places/place.ts writes it. */
  readonly place: string;

  constructor(text: string, place = '') {
    this.text = text;
    this.place = place;
  }
}

/** The place of what an author vouches for: any. */
export const RAW = 'raw';

/** A lazy object of the host's. Its methods are the only ones that a render ever calls; they may throw signals. */
export abstract class HostObject {
  abstract get(key: string): unknown;

  /** What a loop over the object visits, in order. */
  keys(): readonly string[] {
    return [];
  }

  /** The items of an object that is a list too; undefined of one that is none. */
  items(): readonly unknown[] | undefined {
    return undefined;
  }

  /** Items from one place to before another, of a list that need not be there as a whole; undefined of others. */
  part(_from: number, _to: number): readonly unknown[] | undefined {
    return undefined;
  }
}

/** The literals `empty` and `blank`: they print nothing and equal what is empty or blank. */
export const EMPTY = Symbol('empty');
export const BLANK = Symbol('blank');

export type Hash = Readonly<Record<string, unknown>>;

/** Whether `value` is a hash: an object made by a literal or by JSON. */
export function isHash(value: unknown): value is Hash {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function isNil(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Only nil and false are false. */
export function truthy(value: unknown): boolean {
  return value !== false && value !== null && value !== undefined;
}

/** The text of markup, the items of a host's list, and any other value as it is. */
export function plain(value: unknown): unknown {
  if (value instanceof Markup) return value.text;
  return value instanceof HostObject ? (value.items() ?? value) : value;
}

/** The keys of a hash. JavaScript lists them all, whatever one wants to know of them. */
export function keysOf(hash: Hash, budget: Budget): readonly string[] {
  const keys = Object.keys(hash);
  if (keys.length > 31) budget.charge(keys.length >> 1);
  return keys;
}

/** Whether Ruby's `empty?` returns true: an empty string, array or hash. */
export function isEmpty(value: unknown, budget: Budget): boolean {
  const bare = plain(value);
  if (typeof bare === 'string' || Array.isArray(bare)) return bare.length === 0;
  return isHash(bare) && keysOf(bare, budget).length === 0;
}

/** Whether Rails's `blank?` returns true: nil, false, white space, and what is empty. */
export function isBlank(value: unknown, budget: Budget): boolean {
  const bare = plain(value);
  if (typeof bare !== 'string') return !truthy(bare) || isEmpty(bare, budget);
  budget.read(bare.length);
  return bare.trim() === '';
}
