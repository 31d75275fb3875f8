import { inspect } from '../text.ts';
import { isNil } from '../values.ts';
import { itemsOf } from './input.ts';
import { memberOf, memberOrNil, NO_MEMBERS } from './member.ts';
import type { FilterRun, ItemExpression } from './spec.ts';

/** Without the items whose value, or whose property, was there before. Hashes and arrays are the same by content. */
export function uniq(input: unknown, run: FilterRun, property?: unknown): unknown {
  const items = itemsOf(input, run);
  const values = isNil(property) ? items : items.map((item) => memberOf(item, property));
  if (values.includes(NO_MEMBERS)) return undefined;
  const seen = new Set<unknown>();
  return items.filter((_, index) => {
    const key = identity(values[index], run);
    return !seen.has(key) && seen.add(key);
  });
}

/** Hashes `{name, items}`, one for each value of the property, in order of appearance. */
export function groupBy(input: unknown, run: FilterRun, property: unknown): unknown[] {
  return grouped(itemsOf(input, run), (item) => memberOrNil(item, property), run);
}

export function groupByExp(input: unknown, run: FilterRun, expression: unknown): unknown[] {
  // The compiler puts a function here for every filter whose spec says `expression`.
  return grouped(itemsOf(input, run), expression as ItemExpression, run);
}

function grouped(items: readonly unknown[], nameOf: ItemExpression, run: FilterRun): unknown[] {
  const groups = new Map<unknown, { name: unknown; items: unknown[] }>();
  for (const item of items) {
    const name = nameOf(item);
    const key = identity(name, run);
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { name, items: [item] });
  }
  return [...groups.values()];
}

/** The same for values that are the same; a string is set apart from the text that stands for a hash. */
function identity(value: unknown, run: FilterRun): unknown {
  if (isNil(value)) return undefined;
  if (typeof value === 'string') run.budget.charge(value.length >> 6);
  return typeof value === 'object' ? `\u0000${inspect(value, run.budget)}` : value;
}
