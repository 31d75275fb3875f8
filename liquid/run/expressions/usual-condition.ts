import { fail } from '../../error.ts';
import type { Frame } from '../frame.ts';
import { late } from '../late.ts';
import { compare, equals } from '../values/compare.ts';
import { indexIn } from '../values/search.ts';
import { toText } from '../values/text.ts';
import { isHash, isNumeric, Markup, plain, Range, truthy } from '../values/values.ts';
import { NEITHER } from './condition.ts';

/** LESS, SAME or MORE; NEITHER where two values have no order; an error where Ruby raises one. */
export function order(left: unknown, right: unknown, f: Frame): number {
  if (!isOrdered(left) || !isOrdered(right)) return NEITHER;
  const result = compare(left, right, f.budget);
  // -1, 0 and 1 become LESS, SAME and MORE.
  if (result !== undefined) return 1 << (result + 1);
  return fail('comparison', `${late('kindName')(left)} can't be compared with ${late('kindName')(right)}.`);
}

function isOrdered(value: unknown): boolean {
  return typeof value === 'string' || isNumeric(value) || value instanceof Markup;
}

/** Whether a string has a part, an array an item, a hash a key. */
export function contains(left: unknown, right: unknown, f: Frame): boolean {
  const container = plain(left);
  const part = plain(right);
  if (!truthy(container) || !truthy(part)) return false;
  if (typeof container === 'string') {
    f.budget.read(container.length);
    return indexIn(container, toText(part, f.budget), 0, f.budget) >= 0;
  }
  if (Array.isArray(container)) {
    f.budget.steps(container.length);
    return container.some((item) => equals(item, part, f.budget));
  }
  if (container instanceof Range)
    return typeof part === 'number' && part >= container.first && part <= container.last;
  return isHash(container) && typeof part === 'string' && Object.hasOwn(container, part);
}
