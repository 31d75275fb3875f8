import type { Budget } from '../../budget.ts';
import { firstOf, lastOf, sizeOf } from '../../values/property.ts';
import { partsOf } from '../../values/search.ts';
import { isNil } from '../../values/values.ts';
import { badArgument, integerOf, textOf } from '../coerce.ts';
import type { FilterRun, Filters } from '../spec.ts';
import { part, words } from '../texts/text.ts';
import { memberOrNil } from './member.ts';

type Items = readonly unknown[];

export const ARRAYS: Filters = {
  concat: [
    'lk',
    (items: Items, { budget }: FilterRun, added: unknown) => {
      if (!Array.isArray(added)) badArgument('needs an array as its argument');
      budget.charge(added.length);
      return [...items, ...added];
    },
  ],
  first: ['v', (input: unknown, { budget }: FilterRun) => firstOf(input, budget)],
  join: ['lT', join],
  last: ['v', lastOf],
  map: [
    'lk',
    (items: Items, run: FilterRun, key: unknown) => items.map((item) => memberOrNil(item, key, run)),
  ],
  reverse: ['l', (items: Items) => items.toReversed()],
  size: ['v', (input: unknown, { budget }: FilterRun) => sizeOf(input, budget) ?? 0],
  slice: ['kiK', slice],
  split: ['tt', split],
};

export function join(items: Items, { budget }: FilterRun, glue = ' '): string {
  const texts = items.map((item) => textOf(item, budget));
  budget.text(texts.reduce((total, text) => total + text.length + glue.length, 0));
  return texts.join(glue);
}

/** As Ruby splits: `' '` splits at any white space, `''` into characters, and empty strings at the end are dropped. */
export function split(text: string, { budget }: FilterRun, separator: string): string[] {
  if (separator === ' ') return wordsOf(text, budget);
  const parts = separator === '' ? charactersOf(text, budget) : partsOf(text, separator, 1, budget);
  while (parts.at(-1) === '') parts.pop();
  return parts;
}

function wordsOf(text: string, budget: Budget): string[] {
  const found = words(text, budget, 2 * (budget.operationsLeft + 1));
  budget.charge(Math.min(text.length >> 2, found.length));
  return found;
}

function charactersOf(text: string, budget: Budget): string[] {
  budget.charge(text.length);
  return [...text];
}

/** Part of a string or an array: `length` members from `start`, which counts from the end when negative. */
function slice(input: unknown, { budget }: FilterRun, start: number, length?: unknown): unknown {
  const count = isNil(length) || length === false ? 1 : integerOf(length, budget);
  const value = Array.isArray(input) ? input : textOf(input, budget);
  const whole = sizeOf(value, budget) ?? 0;
  const from = start < 0 ? start + whole : start;
  const none = from < 0 || count < 0;
  if (typeof value === 'string') return none ? '' : part(value, from, count, budget);
  budget.charge(Math.max(0, Math.min(count, whole)));
  return none ? [] : value.slice(from, from + count);
}
