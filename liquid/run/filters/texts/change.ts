import { isNil, plain } from '../../values/values.ts';
import { itemsOf } from '../coerce.ts';
import { join, split } from '../lists/array.ts';
import { memberOf, NO_MEMBERS } from '../lists/member.ts';
import type { FilterRun, Filters } from '../spec.ts';

type Items = readonly unknown[];

/** What is left of an array, or what it has more. */
export const CHANGES: Filters = {
  array_to_sentence_string: ['lT', arrayToSentenceString],
  compact: ['lK', compact],
  pop: [
    'vI',
    (input: unknown, run: FilterRun, count = 1) =>
      copy(input, run).slice(0, Math.min(0, -count) || undefined),
  ],
  push: ['vv', (input: unknown, run: FilterRun, item: unknown) => [...copy(input, run), item]],
  sample: ['vI', sample],
  shift: ['vI', (input: unknown, run: FilterRun, count = 1) => copy(input, run).slice(Math.max(0, count))],
  unshift: ['vv', (input: unknown, run: FilterRun, item: unknown) => [item, ...copy(input, run)]],
};

/** `a, b, and c`. */
function arrayToSentenceString(items: Items, run: FilterRun, connector = 'and'): string {
  const last = join(items.slice(-1), run);
  if (items.length < 2) return last;
  const comma = items.length > 2 ? ',' : '';
  return `${join(items.slice(0, -1), run, ', ')}${comma} ${connector} ${last}`;
}

/** Without nil, or without items whose property is nil. */
function compact(items: Items, run: FilterRun, key?: unknown): unknown {
  const values = isNil(key) ? items : items.map((item) => memberOf(item, key, run));
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
