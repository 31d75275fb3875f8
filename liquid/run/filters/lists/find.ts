import type { FilterFn, FilterRun, Filters } from '../spec.ts';
import { hasProperty, keep, type Test, where } from './select.ts';

type Items = readonly unknown[];

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

/** What looks for one item, and selections by an expression (as in Jekyll). */
export const FINDERS: Filters = {
  find: ['lkK', find],
  find_exp: ['lx', find],
  find_index: ['lkK', findIndex],
  find_index_exp: ['lx', findIndex],
  has: ['lkK', has],
  has_exp: ['lx', has],
  reject: ['lkK', reject],
  reject_exp: ['lx', reject],
  where_exp: ['lx', where],
};

/** The index of the first item that is meant; -1 for none; undefined when an item before it can't be asked. */
function search(items: Items, test: Test): number | undefined {
  let matches: boolean | undefined;
  const at = items.findIndex((item) => {
    matches = test(item);
    return matches !== false;
  });
  return at >= 0 && matches === undefined ? undefined : at;
}
