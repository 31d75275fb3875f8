import { fail } from '../../error.ts';
import type { Budget } from '../budget.ts';
import { toInteger } from '../numbers.ts';
import { rangeItems } from '../property.ts';
import { toText, visit } from '../text.ts';
import { isNil, kindName, Markup, Range } from '../values.ts';
import type { FilterRun } from './spec.ts';

/** The text of a filter's input or argument, charged for: filters read all of it. */
export function textOf(value: unknown, run: FilterRun): string {
  const text = toText(value, run.budget);
  if (text.length > 15) run.budget.charge(text.length >> 4);
  return text;
}

/** An argument that must be an integer, or a string that is one. */
export function integerOf(value: unknown): number {
  return (
    toInteger(value) ??
    fail('filter_argument', `This argument must be an integer, but is ${kindName(value)}.`)
  );
}

/** `text` of the kind that `input` was: what only takes away from markup leaves markup. */
export function sameKind(input: unknown, text: string): string | Markup {
  return input instanceof Markup ? new Markup(text) : text;
}

/**
 * What the filters of arrays work on: the items of an array and of the arrays inside it, the integers of a range,
 * nothing of nil, and any other value as the only item. The caller must not change the result.
 */
export function itemsOf(input: unknown, run: FilterRun): readonly unknown[] {
  if (Array.isArray(input)) {
    run.budget.charge(input.length);
    return input.some(Array.isArray) ? flatten(input, run.budget, [], 0) : input;
  }
  if (input instanceof Range) return rangeItems(input, run.budget);
  return isNil(input) ? [] : [input];
}

function flatten(input: readonly unknown[], budget: Budget, into: unknown[], depth: number): unknown[] {
  visit(budget, input.length, depth);
  for (const item of input) {
    if (Array.isArray(item)) flatten(item, budget, into, depth + 1);
    else into.push(item);
  }
  return into;
}
