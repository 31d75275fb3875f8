import { equals } from '../../values/compare.ts';
import { isNil, truthy } from '../../values/values.ts';
import type { FilterFn, FilterRun, Filters } from '../spec.ts';
import { memberOf, NO_MEMBERS } from './member.ts';

type Items = readonly unknown[];

/** Whether an item is selected; undefined for an item that has no members. */
export type Test = (item: unknown) => boolean | undefined;

export const where: FilterFn = (items: Items, run: FilterRun, key: unknown, target?: unknown) =>
  keep(items, hasProperty(run, key, target), true);

export const SELECTIONS: Filters = {
  where: ['lkK', where],
};

/** With no target the property must be truthy, else equal to it, or a list that has it (as in Jekyll). */
export function hasProperty(run: FilterRun, key: unknown, target: unknown): Test {
  return (item) => {
    const value = memberOf(item, key, run);
    if (value === NO_MEMBERS) return undefined;
    if (isNil(target)) return truthy(value);
    if (equals(value, target, run.budget)) return true;
    return Array.isArray(value) && value.some((one) => equals(one, target, run.budget));
  };
}

/** The filter returns nil when one item has no members, as Ruby Liquid's does. */
export function keep(items: Items, test: Test, wanted: boolean): unknown {
  const matches = items.map(test);
  return matches.includes(undefined) ? undefined : items.filter((_, at) => matches[at] === wanted);
}
