import { firstOf, lastOf, sizeOf } from '../property.ts';
import { isNil, plain } from '../values.ts';
import { badArgument, integerOf, itemsOf, textOf } from './coerce.ts';
import { memberOf, memberOrNil, NO_MEMBERS } from './member.ts';
import type { FilterRun, Filters } from './spec.ts';
import { part, words } from './text.ts';

type Items = readonly unknown[];

export const ARRAYS: Filters = {
  array_to_sentence_string: ['lT', arrayToSentenceString],
  compact: ['lK', compact],
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
  pop: ['v', (input: unknown, run: FilterRun) => copy(input, run).slice(0, -1)],
  push: ['vv', (input: unknown, run: FilterRun, item: unknown) => [...copy(input, run), item]],
  reverse: ['l', (items: Items) => items.toReversed()],
  sample: ['vI', sample],
  shift: ['v', (input: unknown, run: FilterRun) => copy(input, run).slice(1)],
  size: ['v', size],
  slice: ['kiK', slice],
  split: ['tt', split],
  unshift: ['vv', (input: unknown, run: FilterRun, item: unknown) => [item, ...copy(input, run)]],
};

function size(input: unknown, { budget }: FilterRun): number {
  if (typeof input === 'string') textOf(input, budget);
  return sizeOf(input) ?? 0;
}

function join(items: Items, { budget }: FilterRun, glue = ' '): string {
  const texts = items.map((item) => textOf(item, budget));
  budget.output(texts.reduce((total, text) => total + text.length + glue.length, 0));
  return texts.join(glue);
}

/** `a, b, and c`. */
function arrayToSentenceString(items: Items, run: FilterRun, connector = 'and'): string {
  const last = join(items.slice(-1), run);
  if (items.length < 2) return last;
  const comma = items.length > 2 ? ',' : '';
  return `${join(items.slice(0, -1), run, ', ')}${comma} ${connector} ${last}`;
}

/** As Ruby splits: `' '` splits at any white space, `''` into characters, and empty strings at the end are dropped. */
function split(text: string, { budget }: FilterRun, separator: string): string[] {
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

/** Without nil, or without items whose property is nil. */
function compact(items: Items, _: FilterRun, key?: unknown): unknown {
  const values = isNil(key) ? items : items.map((item) => memberOf(item, key));
  return values.includes(NO_MEMBERS) ? undefined : items.filter((_, index) => !isNil(values[index]));
}

/** `count` members in random order: one as it is, more as an array. */
function sample(input: unknown, run: FilterRun, count = 1): unknown {
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
