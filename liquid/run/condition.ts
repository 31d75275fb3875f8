import { fail } from '../error.ts';
import type { Expr } from '../program.ts';
import { compare, equals } from './compare.ts';
import type { Eval, Frame } from './frame.ts';
import type { Linker } from './link.ts';
import { isNumeric } from './numbers.ts';
import { toText } from './text.ts';
import { isHash, kindName, Markup, plain, Range, truthy } from './values.ts';

/** A linked condition. */
export type Test = (f: Frame) => boolean;

/** Links an expression whose truth is all that matters. */
export function linkTest(operand: Expr, linker: Linker): Test {
  const value = linker.expr(operand);
  return (f) => truthy(value(f));
}

type Compare = (left: unknown, right: unknown, f: Frame) => boolean;

const unequal: Compare = (left, right, f) => !equals(left, right, f.budget);

/** The operators of Liquid. */
const COMPARES: Readonly<Record<string, Compare>> = {
  '==': (left, right, f) => equals(left, right, f.budget),
  '!=': unequal,
  '<>': unequal,
  '<': (left, right, f) => order(left, right, f) < 0,
  '<=': (left, right, f) => order(left, right, f) <= 0,
  '>': (left, right, f) => order(left, right, f) > 0,
  '>=': (left, right, f) => order(left, right, f) >= 0,
  contains,
};

export function comparison([operator, leftOf, rightOf]: readonly [string, Expr, Expr], linker: Linker): Eval {
  const left = linker.expr(leftOf);
  const right = linker.expr(rightOf);
  const compares = COMPARES[operator] ?? unequal;
  return (f) => compares(left(f), right(f), f);
}

/** `a and b or c` is `a and (b or c)`, and what does not matter is not evaluated. */
export function logic([firstOf, ...rest]: readonly [Expr, ...Expr[]], linker: Linker): Eval {
  const first = linkTest(firstOf, linker);
  // Relations and conditions take turns.
  const tests = rest.flatMap((each, at) => (at % 2 === 1 ? [linkTest(each, linker)] : []));
  return (f) => {
    let result = first(f);
    for (let at = 0; at < tests.length && result === (rest[2 * at] === 'and'); at++)
      result = tests[at]?.(f) === true;
    return result;
  };
}

/** NaN, for which every order is false, where two values have none; an error where Ruby raises one. */
function order(left: unknown, right: unknown, f: Frame): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (!isOrdered(left) || !isOrdered(right)) return Number.NaN;
  const result = compare(left, right, f.budget);
  if (result !== undefined) return result;
  return fail('comparison', `${kindName(left)} can't be compared with ${kindName(right)}.`);
}

function isOrdered(value: unknown): boolean {
  return typeof value === 'string' || isNumeric(value) || value instanceof Markup;
}

/** Whether a string has a part, an array an item, a hash a key. */
function contains(left: unknown, right: unknown, f: Frame): boolean {
  const container = plain(left);
  const part = plain(right);
  if (!truthy(container) || !truthy(part)) return false;
  if (typeof container === 'string') {
    f.budget.charge(1 + (container.length >> 6));
    return container.includes(toText(part, f.budget));
  }
  if (Array.isArray(container)) {
    f.budget.charge(1 + (container.length >> 3));
    return container.some((item) => equals(item, part, f.budget));
  }
  if (container instanceof Range)
    return typeof part === 'number' && part >= container.first && part <= container.last;
  return isHash(container) && typeof part === 'string' && Object.hasOwn(container, part);
}
