import type { Budget } from '../budget.ts';
import { property } from '../property.ts';
import { indexIn } from '../search.ts';
import { toText } from '../text.ts';
import { type Hash, HostObject, isHash, isNil, plain } from '../values.ts';
import { badArgument } from './coerce.ts';
import type { FilterRun } from './spec.ts';

/** What `memberOf` answers for a value that has no members at all, such as nil, true or 1.5. */
export const NO_MEMBERS = Symbol();

/**
 * Ruby's `item[key]`, for filters that take a property's name: the member of a hash or of a host's object, the part
 * of a string, the bit of an integer. A name with dots that is no key itself is a path (as in liquidjs). The key of
 * filters such as `where_exp` is an expression, a function of the item, which the compiler made.
 */
export function memberOf(item: unknown, key: unknown, { budget }: FilterRun): unknown {
  if (typeof key === 'function') return key(item);
  if (isHash(item)) return hashMember(item, key, budget);
  if (item instanceof HostObject) return item.get(toText(key, budget));
  const bare = plain(item);
  if (typeof bare === 'string') return partOf(bare, key, budget);
  return typeof bare === 'bigint' || Number.isInteger(bare) ? bitOf(Number(bare), key) : NO_MEMBERS;
}

/** As `memberOf`, with nil for what has no members. */
export function memberOrNil(item: unknown, key: unknown, run: FilterRun): unknown {
  const value = memberOf(item, key, run);
  return value === NO_MEMBERS ? undefined : value;
}

function hashMember(hash: Hash, key: unknown, budget: Budget): unknown {
  if (typeof key !== 'string') return undefined;
  budget.read(key.length);
  if (Object.hasOwn(hash, key)) return hash[key];
  return key.includes('.') ? memberAt(hash, key, budget) : undefined;
}

/** The member at a path, read no further than there are members: a visitor may have written it. */
function memberAt(hash: Hash, path: string, budget: Budget): unknown {
  let value: unknown = hash;
  let from = 0;
  for (let steps = 1; from <= path.length && !isNil(value); steps++) {
    const dot = path.indexOf('.', from);
    const end = dot < 0 ? path.length : dot;
    if (steps % 8 === 0) budget.charge(1);
    value = property(value, path.slice(from, end), budget);
    from = end + 1;
  }
  return value;
}

function partOf(text: string, key: unknown, budget: Budget): unknown {
  if (typeof key === 'string') {
    budget.read(text.length);
    return indexIn(text, key, 0, budget) < 0 ? undefined : key;
  }
  if (typeof key !== 'number') return NO_MEMBERS;
  // A character is one or two units, so it lies in twice as many as are counted.
  const near = key < 0 ? text.slice(2 * key) : text.slice(0, 2 * key + 2);
  if (near.length > 64) budget.charge(near.length);
  return [...near].at(key);
}

function bitOf(value: number, key: unknown): number {
  if (typeof key !== 'number') badArgument('has integers in it, which have no properties');
  return Math.floor(value / 2 ** key) & 1;
}
