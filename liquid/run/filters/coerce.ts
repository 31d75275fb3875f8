import { fail } from '../../error.ts';
import type { Budget } from '../budget.ts';
import { late } from '../late.ts';
import { toInteger, toNumber } from '../values/numbers.ts';
import { rangeItems } from '../values/property.ts';
import { toText, visit } from '../values/text.ts';
import { HostObject, isNil, type Numeric, plain, Range } from '../values/values.ts';

/** Makes a value of a kind. */
export type Coerce = (value: unknown, budget: Budget) => unknown;

/** Kinds by the letter of a filter's spec. The letters that are not here leave a value as it is. */
export const COERCE: Readonly<Record<string, Coerce | undefined>> = {
  t: textOf,
  s: textOf,
  n: numberIn,
  i: integerOf,
  l: itemsOf,
  k: plain,
};

/** The text of a value, charged for: filters read all of it. */
export function textOf(value: unknown, budget: Budget): string {
  const text = toText(value, budget);
  budget.read(text.length);
  return text;
}

/** The number of a value; reading a long string is work. */
export function numberIn(value: unknown, budget: Budget): Numeric {
  return toNumber(value, budget);
}

export function integerOf(value: unknown, budget: Budget): number {
  // Most are literals; the others are read as text.
  if (Number.isSafeInteger(value)) return Number(value);
  return toInteger(value, budget) ?? badArgument(`must be an integer, but is ${late('kindName')(value)}`);
}

/** Stops the render: an argument or the input is not what the filter can work on. */
export function badArgument(message: string): never {
  fail('filter_argument', `What this filter works on ${message}.`);
}

/**
 * What the filters of arrays work on: the items of an array and of the arrays inside it, the integers of a range,
 * nothing of nil, and any other value as the only item. The caller must not change the result.
 */
export function itemsOf(given: unknown, budget: Budget): readonly unknown[] {
  const input = given instanceof HostObject ? plain(given) : given;
  if (input instanceof Range) return rangeItems(input, budget);
  if (!Array.isArray(input)) return isNil(input) ? [] : [input];
  budget.charge(input.length);
  return input.some(Array.isArray) ? flatten(input, budget, 0) : input;
}

function flatten(input: readonly unknown[], budget: Budget, depth: number): unknown[] {
  visit(budget, input.length, depth);
  return input.flatMap((item) => (Array.isArray(item) ? flatten(item, budget, depth + 1) : [item]));
}
