import type { Budget } from '../budget.ts';
import { isFloat } from './numbers.ts';
import { type Hash, HostObject, isHash, isNumeric, keysOf, plain, Range } from './values.ts';

/** How many Ruby's `size` counts: characters, members, 8 bytes of an integer; undefined of what has no size. */
export function sizeOf(value: unknown, budget: Budget): number | undefined {
  const bare = plain(value);
  if (typeof bare === 'string') return charactersIn(bare, budget);
  if (Array.isArray(bare)) return bare.length;
  if (bare instanceof Range) return bare.size;
  if (isHash(bare)) return keysOf(bare, budget).length;
  return isNumeric(bare) && !isFloat(bare) ? 8 : undefined;
}

/** Characters (code points) of a text: a pair of surrogates is one. */
export function charactersIn(text: string, budget: Budget): number {
  budget.read(text.length);
  if (!PAIR.test(text)) return text.length;
  let pairs = 0;
  for (let at = 1; at < text.length; at++) {
    if (!isPair(text, at - 1)) continue;
    pairs++;
    at++;
  }
  return text.length - pairs;
}

/** Where the character `count` characters after `from` begins, in UTF-16 units. */
export function characterAt(text: string, from: number, count: number): number {
  let at = from;
  for (let n = count; n > 0 && at < text.length; n--) at += isPair(text, at) ? 2 : 1;
  return at;
}

export const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;

/** Whether the units at `at` and after it are one character. */
function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}

/** The first character, item or pair of key and value. */
export function firstOf(value: unknown, budget: Budget): unknown {
  const bare = plain(value);
  if (typeof bare === 'string') return [...bare.slice(0, 2)][0] ?? '';
  if (Array.isArray(bare)) return bare[0];
  if (bare instanceof Range) return bare.first;
  const key = isHash(bare) ? keysOf(bare, budget)[0] : undefined;
  return key === undefined ? undefined : [key, (bare as Hash)[key]]; // it has a key, so it is a hash
}

/** The last character or item; a hash has none. */
export function lastOf(value: unknown): unknown {
  const bare = plain(value);
  if (typeof bare === 'string') return [...bare.slice(-2)].at(-1) ?? '';
  if (Array.isArray(bare)) return bare.at(-1);
  return bare instanceof Range ? bare.last : undefined;
}

/** What `for` and `tablerow` loop over, as an array: pairs of a hash, a string as one item. Charges for what it makes. */
export function toItems(value: unknown, budget: Budget): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const bare = plain(value);
  if (typeof bare === 'string') return bare === '' ? [] : [bare];
  if (Array.isArray(bare)) return bare;
  if (value instanceof Range) return rangeItems(value, budget);
  if (value instanceof HostObject) return pairs(value.keys(), (key) => value.get(key), budget);
  if (isHash(value)) return pairs(Object.keys(value), (key) => value[key], budget);
  return [];
}

export function rangeItems(range: Range, budget: Budget): number[] {
  budget.charge(range.size);
  return Array.from({ length: range.size }, (_, index) => range.first + index);
}

/** `size`, `first` or `last` of a value that has no member of that name. */
export function command(target: unknown, key: string, budget: Budget): unknown {
  if (key === 'size') return sizeOf(target, budget);
  if (key === 'first') return firstOf(target, budget);
  return lastOf(target);
}

function pairs(keys: readonly string[], get: (key: string) => unknown, budget: Budget): unknown[] {
  budget.charge(keys.length);
  return keys.map((key) => [key, get(key)]);
}
