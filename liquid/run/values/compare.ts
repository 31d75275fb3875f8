import type { Budget } from '../budget.ts';
import { late } from '../late.ts';
import { BLANK, EMPTY, Float, isBlank, isEmpty, isNil, isNumeric, type Numeric, plain } from './values.ts';

/** Liquid's `==`: numbers by value, arrays and hashes by content, `empty` and `blank` by what the other side is. */
export function equals(a: unknown, b: unknown, budget: Budget, depth = 0): boolean {
  if (typeof a === 'string' && typeof b === 'string') return sameText(a, b, budget);
  if (a === b) return typeof a !== 'symbol';
  if (a === EMPTY) return isEmpty(b, budget);
  if (b === EMPTY) return isEmpty(a, budget);
  if (a === BLANK) return isBlank(b, budget);
  if (b === BLANK) return isBlank(a, budget);
  if (isNil(a) || isNil(b)) return isNil(a) && isNil(b);
  if (isNumeric(a)) return isNumeric(b) && order(a, b) === 0;
  const left = plain(a);
  const right = plain(b);
  if (left !== a || right !== b) return equals(left, right, budget);
  return isObject(a) && isObject(b) && late('sameContent')(a, b, budget, depth);
}

/** Ruby's `<=>`: -1, 0 or 1, and undefined where the two have no order. */
export function compare(a: unknown, b: unknown, budget: Budget): -1 | 0 | 1 | undefined {
  if (isNumeric(a) && isNumeric(b)) return order(a, b);
  const left = plain(a);
  const right = plain(b);
  if (typeof left !== 'string' || typeof right !== 'string') return equals(a, b, budget) ? 0 : undefined;
  budget.read(Math.min(left.length, right.length));
  return order(left, right);
}

/** Of two numbers or two strings; a number and a bigint compare exactly. */
export function order(a: Numeric | string, b: Numeric | string): -1 | 0 | 1 | undefined {
  const left = a instanceof Float ? a.value : a;
  const right = b instanceof Float ? b.value : b;
  if (left < right) return -1;
  if (left > right) return 1;
  // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint are equal only so
  return left == right ? 0 : undefined;
}

/** A long comparison is work, so it is charged. */
function sameText(a: string, b: string, budget: Budget): boolean {
  if (a.length !== b.length) return false;
  budget.read(a.length);
  return a === b;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object';
}
