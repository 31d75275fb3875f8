import { equals } from '../compare.ts';
import { isNil, truthy } from '../values.ts';
import { memberOf, NO_MEMBERS } from './member.ts';
import type { FilterFn, FilterRun, Filters } from './spec.ts';

type Items = readonly unknown[];

/** Answers for an item whether it is meant; undefined for an item that can't be asked. */
type Test = (item: unknown) => boolean | undefined;

const where: FilterFn = (items: Items, run: FilterRun, key: unknown, target?: unknown) =>
  keep(items, hasProperty(run, key, target), true);

const reject: FilterFn = (items: Items, run: FilterRun, key: unknown, target?: unknown) =>
  keep(items, hasProperty(run, key, target), false);

const has: FilterFn = (items: Items, run: FilterRun, key: unknown, target?: unknown) => {
  const at = search(items, hasProperty(run, key, target));
  return at === undefined ? at : at >= 0;
};

const find: FilterFn = (items: Items, run: FilterRun, key: unknown, target?: unknown) =>
  items[search(items, hasProperty(run, key, target)) ?? -1];

const findIndex: FilterFn = (items: Items, run: FilterRun, key: unknown, target?: unknown) => {
  const at = search(items, hasProperty(run, key, target));
  return at === -1 ? undefined : at;
};

export const SELECTIONS: Filters = {
  find: ['lkK', find],
  find_exp: ['lx', find],
  find_index: ['lkK', findIndex],
  find_index_exp: ['lx', findIndex],
  has: ['lkK', has],
  has_exp: ['lx', has],
  reject: ['lkK', reject],
  reject_exp: ['lx', reject],
  where: ['lkK', where],
  where_exp: ['lx', where],
};

/** With no target the property must be truthy, else equal to it, or a list that has it (as in Jekyll). */
function hasProperty(run: FilterRun, key: unknown, target: unknown): Test {
  return (item) => {
    const value = memberOf(item, key, run);
    if (value === NO_MEMBERS) return undefined;
    if (isNil(target)) return truthy(value);
    if (equals(value, target, run.budget)) return true;
    return Array.isArray(value) && value.some((one) => equals(one, target, run.budget));
  };
}

/** The filter answers nil when one item can't be asked, as Ruby Liquid's does. */
function keep(items: Items, test: Test, wanted: boolean): unknown {
  const answers = items.map(test);
  return answers.includes(undefined) ? undefined : items.filter((_, at) => answers[at] === wanted);
}

/** The index of the first item that is meant; -1 for none; undefined when an item before it can't be asked. */
function search(items: Items, test: Test): number | undefined {
  let answer: boolean | undefined;
  const at = items.findIndex((item) => {
    answer = test(item);
    return answer !== false;
  });
  return at >= 0 && answer === undefined ? undefined : at;
}
