import type { Budget } from './budget.ts';
import { isNumeric, type Numeric, numberOf } from './numbers.ts';
import { visit } from './text.ts';
import { BLANK, EMPTY, isBlank, isEmpty, isHash, isNil, Markup, Range } from './values.ts';

/** Liquid's `==`: numbers by value, arrays and hashes by content, `empty` and `blank` by what the other side is. */
export function equals(a: unknown, b: unknown, budget: Budget, depth = 0): boolean {
  if (typeof a === 'string' && typeof b === 'string') return sameText(a, b, budget);
  if (a === b) return a !== EMPTY && a !== BLANK;
  if (a === EMPTY) return isEmpty(b);
  if (b === EMPTY) return isEmpty(a);
  if (a === BLANK) return isBlank(b);
  if (b === BLANK) return isBlank(a);
  if (isNil(a) || isNil(b)) return isNil(a) && isNil(b);
  if (typeof a !== 'object' && typeof b !== 'object' && typeof a === typeof b) return false;
  if (isNumeric(a) && isNumeric(b)) return order(a, b) === 0;
  if (a instanceof Markup) return equals(a.text, b, budget);
  if (b instanceof Markup) return equals(a, b.text, budget);
  return sameContent(a, b, budget, depth);
}

/** Ruby's `<=>`: -1, 0 or 1, and undefined where the two have no order. Strings go by code point. */
export function compare(a: unknown, b: unknown, budget: Budget): -1 | 0 | 1 | undefined {
  if (isNumeric(a) && isNumeric(b)) return order(a, b);
  const left = a instanceof Markup ? a.text : a;
  const right = b instanceof Markup ? b.text : b;
  if (typeof left === 'string' && typeof right === 'string') {
    budget.charge(Math.min(left.length, right.length) >> 6);
    return compareText(left, right);
  }
  return equals(a, b, budget) ? 0 : undefined;
}

/** Order by code point, which is that of UTF-8 bytes; JavaScript's own is by UTF-16 unit. */
export function compareText(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  const left = a.charCodeAt(at);
  const right = b.charCodeAt(at);
  // Surrogates stand for code points above all other units. NaN is the end of a string and compares as lower.
  if (left >= 0xd800 && right >= 0xd800) return rank(left) < rank(right) ? -1 : 1;
  return at === a.length || left < right ? -1 : 1;
}

function rank(unit: number): number {
  return unit >= 0xe000 ? unit - 0x2000 : unit + 0x2000;
}

function order(a: Numeric, b: Numeric): -1 | 0 | 1 | undefined {
  const left = typeof a === 'bigint' ? a : numberOf(a);
  const right = typeof b === 'bigint' ? b : numberOf(b);
  if (left < right) return -1;
  if (left > right) return 1;
  // biome-ignore lint/suspicious/noDoubleEquals: a number and a bigint are equal only so
  return left == right ? 0 : undefined;
}

/** A long comparison is work, so it is charged. */
function sameText(a: string, b: string, budget: Budget): boolean {
  if (a.length !== b.length) return false;
  if (a.length > 64) budget.charge(a.length >> 6);
  return a === b;
}

function sameContent(a: unknown, b: unknown, budget: Budget, depth: number): boolean {
  if (a instanceof Range) return b instanceof Range && a.first === b.first && a.last === b.last;
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false;
    visit(budget, a.length, depth);
    return a.every((item, index) => equals(item, b[index], budget, depth + 1));
  }
  if (!isHash(a) || !isHash(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  visit(budget, keys.length, depth);
  return keys.every((key) => Object.hasOwn(b, key) && equals(a[key], b[key], budget, depth + 1));
}
