import type { Budget } from '../../budget.ts';
import { property } from '../../values/member.ts';
import { indexIn } from '../../values/search.ts';
import { type Hash, isHash, isNil, plain } from '../../values/values.ts';
import { badArgument } from '../coerce.ts';
import { NO_MEMBERS } from './member.ts';

/** `item[key]` where `key` is a path into a hash, or `item` is text or a number. */
export function rareMember(item: unknown, key: unknown, budget: Budget): unknown {
  if (isHash(item)) return memberAt(item, String(key), budget);
  const bare = plain(item);
  if (typeof bare === 'string') return partOf(bare, key, budget);
  return typeof bare === 'bigint' || Number.isInteger(bare) ? bitOf(Number(bare), key) : NO_MEMBERS;
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
