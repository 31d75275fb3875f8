import { inspect } from '../../values/inspect.ts';
import { isNil } from '../../values/values.ts';
import type { FilterFn, FilterRun, Filters } from '../spec.ts';
import { memberOf, memberOrNil, NO_MEMBERS } from './member.ts';

type Items = readonly unknown[];

/** Hashes `{name, items, size}`, one for each value of the property, in order of appearance. */
const groupBy: FilterFn = (items: Items, run: FilterRun, key: unknown) =>
  grouped(items, (item) => memberOrNil(item, key, run), run).map((group) => ({
    ...group,
    size: group.items.length,
  }));

export const GROUPS: Filters = {
  group_by: ['lk', groupBy],
  group_by_exp: ['lx', groupBy],
  // Without the items whose value, or whose property, was there before. Hashes and arrays are the same by content.
  uniq: [
    'lK',
    (items: Items, run: FilterRun, key?: unknown) => {
      const values = isNil(key) ? items : items.map((item) => memberOf(item, key, run));
      if (values.includes(NO_MEMBERS)) return undefined;
      const groups = grouped(items.keys(), (at) => values[at], run);
      return groups.map((group) => items[group.items[0] ?? 0]);
    },
  ],
};

/** V8 makes no hash of the characters of longer strings. */
const MAX_HASHED = 16_383;

interface Group<T> {
  readonly name: unknown;
  readonly items: T[];
}

function grouped<T>(items: Iterable<T>, nameOf: (item: T) => unknown, run: FilterRun): Group<T>[] {
  const groups = new Map<unknown, Group<T>>();
  for (const item of items) {
    const name = nameOf(item);
    const key = identity(name, run);
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { name, items: [item] });
  }
  return [...groups.values()];
}

/**
 * The same for values that are the same; a string is set apart from the text that stands for a hash. A map tells long
 * strings apart by comparing them with each other.
 */
function identity(value: unknown, { budget }: FilterRun): unknown {
  if (typeof value === 'string') budget.charge(value.length >> (value.length > MAX_HASHED ? 3 : 7));
  return isNil(value) ? null : typeof value === 'object' ? `\0${inspect(value, budget)}` : value;
}
