import { property } from '../property.ts';
import { type Hash, HostObject, isHash, plain } from '../values.ts';
import { badArgument } from './coerce.ts';

/** What `memberOf` answers for a value that has no members at all, such as nil, true or 1.5. */
export const NO_MEMBERS = Symbol();

/**
 * Ruby's `item[key]`, for filters that take a property's name: the member of a hash or of a host's object, the part
 * of a string, the bit of an integer. A name with dots that is no key itself is a path (as in liquidjs). The key of
 * filters such as `where_exp` is an expression, a function of the item, which the compiler made.
 */
export function memberOf(item: unknown, key: unknown): unknown {
  if (typeof key === 'function') return key(item);
  if (isHash(item)) return hashMember(item, key);
  if (item instanceof HostObject) return item.get(String(key));
  const bare = plain(item);
  if (typeof bare === 'string') return partOf(bare, key);
  return typeof bare === 'bigint' || Number.isInteger(bare) ? bitOf(Number(bare), key) : NO_MEMBERS;
}

/** As `memberOf`, with nil for what has no members. */
export function memberOrNil(item: unknown, key: unknown): unknown {
  const value = memberOf(item, key);
  return value === NO_MEMBERS ? undefined : value;
}

function hashMember(hash: Hash, key: unknown): unknown {
  if (typeof key !== 'string') return undefined;
  if (Object.hasOwn(hash, key)) return hash[key];
  return key.includes('.') ? key.split('.').reduce<unknown>(property, hash) : undefined;
}

function partOf(text: string, key: unknown): unknown {
  if (typeof key === 'string') return text.includes(key) ? key : undefined;
  if (typeof key !== 'number') return NO_MEMBERS;
  // A character is one or two units, so it lies in twice as many as are counted.
  return [...(key < 0 ? text.slice(2 * key) : text.slice(0, 2 * key + 2))].at(key);
}

function bitOf(value: number, key: unknown): number {
  if (typeof key !== 'number') badArgument('has integers in it, which have no properties');
  return Math.floor(value / 2 ** key) & 1;
}
