import type { Budget } from '../../budget.ts';
import { late } from '../../late.ts';
import { toText } from '../../values/text.ts';
import { type Hash, HostObject, isHash, isNil } from '../../values/values.ts';
import type { FilterRun } from '../spec.ts';

/** What `memberOf` returns for a value that has no members at all, such as nil, true or 1.5. */
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
  return isNil(item) ? NO_MEMBERS : late('member')(item, key, budget);
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
  return key.includes('.') ? late('member')(hash, key, budget) : undefined;
}
