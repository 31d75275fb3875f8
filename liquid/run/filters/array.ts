import { sizeOf } from '../property.ts';
import { isNil, plain } from '../values.ts';
import { badArgument, integerOf, itemsOf, textOf } from './coerce.ts';
import { memberOf, memberOrNil, NO_MEMBERS } from './member.ts';
import type { FilterRun } from './spec.ts';
import { part, words } from './text.ts';

type Items = readonly unknown[];

export function size(input: unknown, { budget }: FilterRun): number {
  if (typeof input === 'string') textOf(input, budget);
  return sizeOf(input) ?? 0;
}

export function join(items: Items, { budget }: FilterRun, glue = ' '): string {
  const texts = items.map((item) => textOf(item, budget));
  budget.output(texts.reduce((total, text) => total + text.length + glue.length, 0));
  return texts.join(glue);
}

/** `a, b, and c`. */
export function arrayToSentenceString(items: Items, run: FilterRun, connector = 'and'): string {
  const last = join(items.slice(-1), run);
  if (items.length < 2) return last;
  const comma = items.length > 2 ? ',' : '';
  return `${join(items.slice(0, -1), run, ', ')}${comma} ${connector} ${last}`;
}

/** As Ruby splits: `' '` splits at any white space, `''` into characters, and empty strings at the end are dropped. */
export function split(text: string, { budget }: FilterRun, separator: string): string[] {
  budget.charge(text.length >> (separator === '' ? 0 : 2));
  if (separator === ' ') return words(text);
  const parts = separator === '' ? [...text] : text.split(separator);
  while (parts.at(-1) === '') parts.pop();
  return parts;
}

export function reverse(items: Items): unknown[] {
  return items.toReversed();
}

/** Part of a string or an array: `length` members from `start`, which counts from the end when negative. */
export function slice(input: unknown, { budget }: FilterRun, start: number, length?: unknown): unknown {
  const count = isNil(length) || length === false ? 1 : integerOf(length);
  const value = Array.isArray(input) ? input : textOf(input, budget);
  const whole = sizeOf(value) ?? 0;
  const from = start < 0 ? start + whole : start;
  const none = from < 0 || count < 0;
  if (typeof value === 'string') return none ? '' : part(value, from, count);
  budget.charge(Math.max(0, Math.min(count, whole)));
  return none ? [] : value.slice(from, from + count);
}

export function map(items: Items, _: FilterRun, key: unknown): unknown[] {
  return items.map((item) => memberOrNil(item, key));
}

/** Without nil, or without items whose property is nil. */
export function compact(items: Items, _: FilterRun, key?: unknown): unknown {
  const values = isNil(key) ? items : items.map((item) => memberOf(item, key));
  return values.includes(NO_MEMBERS) ? undefined : items.filter((_, index) => !isNil(values[index]));
}

export function concat(items: Items, { budget }: FilterRun, added: unknown): unknown[] {
  if (!Array.isArray(added)) badArgument('needs an array as its argument');
  budget.charge(added.length);
  return [...items, ...added];
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
export function sample(input: unknown, run: FilterRun, count = 1): unknown {
  const bare = plain(input);
  const left = [...(typeof bare === 'string' ? split(bare, run, '') : copy(bare, run))];
  const taken: unknown[] = [];
  while (left.length > 0 && taken.length < count) {
    const at = Math.floor(run.random() * left.length);
    taken.push(left[at]);
    left[at] = left.at(-1);
    left.pop();
  }
  return count === 1 && !isNil(input) ? taken[0] : taken;
}

/** The items of an array as they are: arrays inside it stay arrays. */
function copy(input: unknown, { budget }: FilterRun): Items {
  if (!Array.isArray(input)) return itemsOf(input, budget);
  budget.charge(input.length);
  return input;
}
