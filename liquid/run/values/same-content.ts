import type { Budget } from '../budget.ts';
import { equals } from './compare.ts';
import { visit } from './text.ts';
import { isHash, keysOf, Range } from './values.ts';

/** Whether two ranges have the same ends, two arrays equal items, or two hashes equal members. Few pages ask. */
export function sameContent(a: object, b: object, budget: Budget, depth: number): boolean {
  if (a instanceof Range) return b instanceof Range && a.first === b.first && a.last === b.last;
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false;
    visit(budget, a.length, depth);
    return a.every((item, index) => equals(item, b[index], budget, depth + 1));
  }
  if (!isHash(a) || !isHash(b)) return false;
  const keys = keysOf(a, budget);
  if (keys.length !== keysOf(b, budget).length) return false;
  visit(budget, keys.length, depth);
  return keys.every((key) => Object.hasOwn(b, key) && equals(a[key], b[key], budget, depth + 1));
}
