import { fail } from '../../error.ts';
import { firstOf, lastOf, sizeOf } from '../property.ts';
import { isNil, Markup } from '../values.ts';
import { integerOf, itemsOf, textOf } from './input.ts';
import { memberOf, NO_MEMBERS } from './member.ts';
import type { FilterRun } from './spec.ts';
import { offsetOf, splitWords } from './words.ts';

export function size(input: unknown, run: FilterRun): number {
  if (typeof input === 'string') textOf(input, run);
  return sizeOf(input);
}

export function first(input: unknown): unknown {
  return firstOf(input);
}

export function last(input: unknown): unknown {
  return lastOf(input);
}

export function join(input: unknown, run: FilterRun, ...args: unknown[]): string {
  const glue = args.length > 0 ? textOf(args[0], run) : ' ';
  const texts = itemsOf(input, run).map((item) => textOf(item, run));
  run.budget.output(texts.reduce((total, text) => total + text.length + glue.length, 0));
  return texts.join(glue);
}

/** As Ruby splits: `' '` splits at any white space, `''` into characters, and empty strings at the end are dropped. */
export function split(input: unknown, run: FilterRun, separator: unknown): string[] {
  const text = textOf(input, run);
  const pattern = textOf(separator, run);
  run.budget.charge(text.length >> (pattern === '' ? 0 : 2));
  if (pattern === ' ') return splitWords(text);
  const parts = pattern === '' ? [...text] : text.split(pattern);
  while (parts.length > 0 && parts.at(-1) === '') parts.pop();
  return parts;
}

export function reverse(input: unknown, run: FilterRun): unknown[] {
  return itemsOf(input, run).toReversed();
}

/** Part of a string or an array: `length` members from `start`, which counts from the end when negative. */
export function slice(input: unknown, run: FilterRun, start: unknown, length?: unknown): unknown {
  const from = integerOf(start);
  const count = isNil(length) || length === false ? 1 : integerOf(length);
  if (Array.isArray(input)) {
    run.budget.charge(Math.max(0, Math.min(count, input.length)));
    return within(from, count, input.length, (begin, end) => input.slice(begin, end)) ?? [];
  }
  const text = textOf(input, run);
  const whole = sizeOf(text);
  return (
    within(from, count, whole, (begin, end) => text.slice(offsetOf(text, begin), offsetOf(text, end))) ?? ''
  );
}

export function map(input: unknown, run: FilterRun, property: unknown): unknown[] {
  return itemsOf(input, run).map((item) => {
    const value = memberOf(item, property);
    return value === NO_MEMBERS ? undefined : value;
  });
}

/** Without nil, or without items whose property is nil. */
export function compact(input: unknown, run: FilterRun, property?: unknown): unknown {
  const items = itemsOf(input, run);
  if (isNil(property)) return items.filter((item) => !isNil(item));
  const values = items.map((item) => memberOf(item, property));
  return values.includes(NO_MEMBERS) ? undefined : items.filter((_, index) => !isNil(values[index]));
}

export function concat(input: unknown, run: FilterRun, added: unknown): unknown[] {
  if (!Array.isArray(added)) fail('filter_argument', 'concat needs an array as its argument.');
  run.budget.charge(added.length);
  return [...itemsOf(input, run), ...added];
}

export function push(input: unknown, run: FilterRun, item: unknown): unknown[] {
  return [...copy(input, run), item];
}

export function unshift(input: unknown, run: FilterRun, item: unknown): unknown[] {
  return [item, ...copy(input, run)];
}

export function pop(input: unknown, run: FilterRun): unknown[] {
  return copy(input, run).slice(0, -1);
}

export function shift(input: unknown, run: FilterRun): unknown[] {
  return copy(input, run).slice(1);
}

/** `count` members in random order: one as it is, more as an array. */
export function sample(input: unknown, run: FilterRun, count?: unknown): unknown {
  if (isNil(input)) return [];
  const text = typeof input === 'string' || input instanceof Markup ? split(input, run, '') : undefined;
  const left = [...(text ?? copy(input, run))];
  const wanted = isNil(count) ? 1 : integerOf(count);
  const taken: unknown[] = [];
  while (left.length > 0 && taken.length < wanted) {
    const at = Math.floor(run.random() * left.length);
    taken.push(left[at]);
    left[at] = left.at(-1);
    left.pop();
  }
  return wanted === 1 ? taken[0] : taken;
}

/** The items of an array as they are: arrays inside it stay arrays. */
function copy(input: unknown, run: FilterRun): readonly unknown[] {
  if (!Array.isArray(input)) return itemsOf(input, run);
  run.budget.charge(input.length);
  return input;
}

/** Ruby's `slice(from, count)`: undefined when `from` is outside or `count` negative. */
function within<T>(
  from: number,
  count: number,
  whole: number,
  take: (begin: number, end: number) => T,
): T | undefined {
  const begin = from < 0 ? from + whole : from;
  return begin < 0 || begin > whole || count < 0 ? undefined : take(begin, Math.min(whole, begin + count));
}
