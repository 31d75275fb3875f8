import { equals } from '../compare.ts';
import { isNil, truthy } from '../values.ts';
import { itemsOf } from './input.ts';
import { memberOf, NO_MEMBERS } from './member.ts';
import type { FilterRun, ItemExpression } from './spec.ts';

/** Answers for an item whether it is meant; undefined for an item that can't be asked. */
type Test = (item: unknown) => boolean | undefined;

export function where(input: unknown, run: FilterRun, property: unknown, target?: unknown): unknown {
  return keep(itemsOf(input, run), hasProperty(run, property, target), true);
}

export function reject(input: unknown, run: FilterRun, property: unknown, target?: unknown): unknown {
  return keep(itemsOf(input, run), hasProperty(run, property, target), false);
}

export function has(input: unknown, run: FilterRun, property: unknown, target?: unknown): unknown {
  const at = search(itemsOf(input, run), hasProperty(run, property, target));
  return at === undefined ? undefined : at >= 0;
}

export function find(input: unknown, run: FilterRun, property: unknown, target?: unknown): unknown {
  const items = itemsOf(input, run);
  return items[search(items, hasProperty(run, property, target)) ?? -1];
}

export function findIndex(input: unknown, run: FilterRun, property: unknown, target?: unknown): unknown {
  return indexOrNil(search(itemsOf(input, run), hasProperty(run, property, target)));
}

export function whereExp(input: unknown, run: FilterRun, expression: unknown): unknown {
  return keep(itemsOf(input, run), holds(expression), true);
}

export function rejectExp(input: unknown, run: FilterRun, expression: unknown): unknown {
  return keep(itemsOf(input, run), holds(expression), false);
}

export function hasExp(input: unknown, run: FilterRun, expression: unknown): boolean {
  return (search(itemsOf(input, run), holds(expression)) ?? -1) >= 0;
}

export function findExp(input: unknown, run: FilterRun, expression: unknown): unknown {
  const items = itemsOf(input, run);
  return items[search(items, holds(expression)) ?? -1];
}

export function findIndexExp(input: unknown, run: FilterRun, expression: unknown): unknown {
  return indexOrNil(search(itemsOf(input, run), holds(expression)));
}

/** With no target the property must be truthy, else equal to it. */
function hasProperty(run: FilterRun, property: unknown, target: unknown): Test {
  return (item) => {
    const value = memberOf(item, property);
    if (value === NO_MEMBERS) return undefined;
    return isNil(target) ? truthy(value) : equals(value, target, run.budget);
  };
}

function holds(expression: unknown): Test {
  // The compiler puts a function here for every filter whose spec says `expression`.
  const evaluate = expression as ItemExpression;
  return (item) => truthy(evaluate(item));
}

/** The filter answers nil when one item can't be asked, as Ruby Liquid's does. */
function keep(items: readonly unknown[], test: Test, wanted: boolean): unknown {
  const kept: unknown[] = [];
  for (const item of items) {
    const answer = test(item);
    if (answer === undefined) return undefined;
    if (answer === wanted) kept.push(item);
  }
  return kept;
}

/** The index of the first item that is meant; -1 for none; undefined when an item before it can't be asked. */
function search(items: readonly unknown[], test: Test): number | undefined {
  for (let at = 0; at < items.length; at++) {
    const answer = test(items[at]);
    if (answer !== false) return answer ? at : undefined;
  }
  return -1;
}

function indexOrNil(at: number | undefined): number | undefined {
  return at === -1 ? undefined : at;
}
