import type { Budget } from './budget.ts';
import { Float, type Hash, HostObject, isHash, Markup, Range } from './values.ts';

/**
 * `target.key` and `target[key]`: own members, and the commands `size`, `first` and `last` where no member has the
 * name. undefined for all that is not there; never a value of a prototype.
 */
export function property(target: unknown, key: unknown): unknown {
  if (typeof target === 'object' && target !== null) {
    if (Array.isArray(target)) return typeof key === 'number' ? target.at(key) : command(target, key);
    if (isHash(target)) return hashMember(target, key);
    if (target instanceof HostObject) return typeof key === 'string' ? target.get(key) : undefined;
  }
  return command(target, key);
}

/** How many Ruby's `size` counts: characters of a string, members of an array, hash or range; 8 bytes of an integer. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return characters(value);
  if (Array.isArray(value)) return value.length;
  if (value instanceof Range) return value.size;
  if (value instanceof Markup) return characters(value.text);
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) return 8;
  return isHash(value) ? Object.keys(value).length : 0;
}

/** The first character, item or pair of key and value. */
export function firstOf(value: unknown): unknown {
  if (Array.isArray(value)) return value[0];
  if (typeof value === 'string') return character(value, 0);
  if (value instanceof Range) return value.first;
  if (value instanceof Markup) return character(value.text, 0);
  if (!isHash(value)) return undefined;
  const key = Object.keys(value)[0];
  return key === undefined ? undefined : [key, value[key]];
}

/** The last character or item; a hash has none. */
export function lastOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.at(-1);
  if (value instanceof Range) return value.last;
  const text = value instanceof Markup ? value.text : value;
  if (typeof text !== 'string') return undefined;
  const pair = text.codePointAt(text.length - 2) ?? 0;
  return text.slice(pair > 0xffff ? -2 : -1);
}

/** What `for` and `tablerow` loop over, as an array: pairs of a hash, a string as one item. Charges for what it makes. */
export function toItems(value: unknown, budget: Budget): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (value instanceof Range) return rangeItems(value, budget);
  if (value instanceof Markup) return toItems(value.text, budget);
  if (value instanceof HostObject) return pairs(value.keys(), (key) => value.get(key), budget);
  if (isHash(value)) return pairs(Object.keys(value), (key) => value[key], budget);
  return [];
}

export function rangeItems(range: Range, budget: Budget): number[] {
  budget.charge(range.size);
  return Array.from({ length: range.size }, (_, index) => range.first + index);
}

function hashMember(target: Hash, key: unknown): unknown {
  if (typeof key !== 'string' && typeof key !== 'number') return undefined;
  if (Object.hasOwn(target, key)) return typeof target[key] === 'function' ? undefined : target[key];
  return command(target, key);
}

function command(target: unknown, key: unknown): unknown {
  if (key === 'size') return target instanceof Float || hasSize(target) ? sizeOf(target) : undefined;
  if (key === 'first') return firstOf(target);
  return key === 'last' ? lastOf(target) : undefined;
}

function hasSize(target: unknown): boolean {
  return typeof target === 'string' || (typeof target === 'object' && target !== null);
}

/** Characters as Ruby counts them: code points. */
function characters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) count--;
  }
  return count;
}

function character(text: string, at: number): string {
  return (text.codePointAt(at) ?? 0) > 0xffff ? text.slice(at, at + 2) : text.charAt(at);
}

function pairs(keys: readonly string[], get: (key: string) => unknown, budget: Budget): unknown[] {
  budget.charge(keys.length);
  return keys.map((key) => [key, get(key)]);
}
