import type { Budget } from '../budget.ts';
import { late } from '../late.ts';
import { type Hash, HostObject, isHash, plain } from './values.ts';

/**
 * `target.key`: an own member, or what the commands `size`, `first` and `last` return where no member has the name.
 * undefined for all that is not there; never a value of a prototype.
 */
export function property(target: unknown, key: unknown, budget: Budget): unknown {
  const value = element(target, key);
  const isCommand = value === undefined && (key === 'size' || key === 'first' || key === 'last');
  return isCommand ? late('command')(target, key, budget) : value;
}

/** `target[key]`: an own member or an item. A key in brackets is no command, whatever its name. */
export function element(target: unknown, given: unknown): unknown {
  const key = plain(given);
  if (Array.isArray(target)) return Number.isInteger(key) ? target.at(Number(key)) : undefined;
  if (isHash(target)) return hashMember(target, key);
  if (!(target instanceof HostObject)) return undefined;
  return typeof key === 'string' ? target.get(key) : element(target.items(), key);
}

function hashMember(target: Hash, key: unknown): unknown {
  if (typeof key !== 'string' && typeof key !== 'number') return undefined;
  return Object.hasOwn(target, key) && typeof target[key] !== 'function' ? target[key] : undefined;
}
