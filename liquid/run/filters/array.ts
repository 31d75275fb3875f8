import { firstOf, lastOf, sizeOf } from '../property.ts';
import { isNil } from '../values.ts';
import { badArgument, integerOf, textOf } from './coerce.ts';
import { memberOrNil } from './member.ts';
import type { FilterRun, Filters } from './spec.ts';
import { part, words } from './text.ts';

type Items = readonly unknown[];

export const ARRAYS: Filters = {
  concat: [
    'lv',
    (items: Items, { budget }: FilterRun, added: unknown) => {
      if (!Array.isArray(added)) badArgument('needs an array as its argument');
      budget.charge(added.length);
      return [...items, ...added];
    },
  ],
  first: ['v', firstOf],
  join: ['lT', join],
  last: ['v', lastOf],
  map: ['lk', (items: Items, _: FilterRun, key: unknown) => items.map((item) => memberOrNil(item, key))],
  reverse: ['l', (items: Items) => items.toReversed()],
  size: ['v', size],
  slice: ['kiK', slice],
  split: ['tt', split],
};

function size(input: unknown, { budget }: FilterRun): number {
  if (typeof input === 'string') textOf(input, budget);
  return sizeOf(input) ?? 0;
}

export function join(items: Items, { budget }: FilterRun, glue = ' '): string {
  const texts = items.map((item) => textOf(item, budget));
  budget.output(texts.reduce((total, text) => total + text.length + glue.length, 0));
  return texts.join(glue);
}

/** As Ruby splits: `' '` splits at any white space, `''` into characters, and empty strings at the end are dropped. */
export function split(text: string, { budget }: FilterRun, separator: string): string[] {
  budget.charge(text.length >> (separator === '' ? 0 : 2));
  if (separator === ' ') return words(text);
  const parts = separator === '' ? [...text] : text.split(separator);
  while (parts.at(-1) === '') parts.pop();
  return parts;
}

/** Part of a string or an array: `length` members from `start`, which counts from the end when negative. */
function slice(input: unknown, { budget }: FilterRun, start: number, length?: unknown): unknown {
  const count = isNil(length) || length === false ? 1 : integerOf(length);
  const value = Array.isArray(input) ? input : textOf(input, budget);
  const whole = sizeOf(value) ?? 0;
  const from = start < 0 ? start + whole : start;
  const none = from < 0 || count < 0;
  if (typeof value === 'string') return none ? '' : part(value, from, count);
  budget.charge(Math.max(0, Math.min(count, whole)));
  return none ? [] : value.slice(from, from + count);
}
