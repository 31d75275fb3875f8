import { fail } from '../../error.ts';
import { property } from '../property.ts';
import { Float, type Hash, HostObject, isHash, Markup } from '../values.ts';

/** What `memberOf` answers for a value that has no members at all, such as nil, true or 1.5. */
export const NO_MEMBERS = Symbol();

/**
 * Ruby's `item[key]`, for filters that take a property's name: the member of a hash or of a host's object, the part
 * of a string, the bit of an integer. A name with dots that is no key itself is a path (as in liquidjs).
 */
export function memberOf(item: unknown, key: unknown): unknown {
  if (isHash(item)) return hashMember(item, key);
  if (item instanceof HostObject) return item.get(String(key));
  const text = item instanceof Markup ? item.text : item;
  if (typeof text === 'string') return partOf(text, key);
  if (isInteger(text)) return bitOf(text, key);
  return NO_MEMBERS;
}

/** As `memberOf`, with nil for what has no members. */
export function memberOrNil(item: unknown, key: unknown): unknown {
  const value = memberOf(item, key);
  return value === NO_MEMBERS ? undefined : value;
}

/** Whether `memberOf` has an answer for `item`. */
export function hasMembers(item: unknown): boolean {
  const value = item instanceof Markup ? item.text : item;
  return typeof value === 'string' || isInteger(value) || isHash(value) || value instanceof HostObject;
}

function hashMember(hash: Hash, key: unknown): unknown {
  const name = key instanceof Markup ? key.text : key;
  if (typeof name !== 'string') return undefined;
  if (Object.hasOwn(hash, name)) return hash[name];
  if (!name.includes('.')) return undefined;
  return name.split('.').reduce<unknown>(property, hash);
}

function partOf(text: string, key: unknown): unknown {
  const part = key instanceof Markup ? key.text : key;
  if (typeof part === 'string') return text.includes(part) ? part : undefined;
  return typeof part === 'number' ? text.at(part) : NO_MEMBERS;
}

function bitOf(value: number | bigint, key: unknown): number {
  if (typeof key !== 'number' || !Number.isInteger(key)) {
    fail('filter_property', 'The items are integers here, which have no properties.');
  }
  return key < 0 || key > 4096 ? 0 : Number((BigInt(value) >> BigInt(key)) & 1n);
}

function isInteger(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || (!(value instanceof Float) && Number.isInteger(value));
}
