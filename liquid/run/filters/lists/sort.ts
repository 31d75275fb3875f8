import { compare } from '../../values/compare.ts';
import { isNil } from '../../values/values.ts';
import { badArgument, textOf } from '../coerce.ts';
import type { FilterRun, Filters } from '../spec.ts';
import { memberOf, NO_MEMBERS } from './member.ts';

/** nil comes last, unless the order says 'first'. */
export const SORTS: Filters = {
  // In order of value; values of kinds that have no order stop the render.
  sort: [
    'lKT',
    (items: readonly unknown[], run: FilterRun, key?: unknown, nils = 'last') => {
      if (nils !== 'first' && nils !== 'last') badArgument("is sorted with nil 'first' or 'last'");
      const inOrder = (a: unknown, b: unknown) =>
        compare(a, b, run.budget) ?? badArgument('has values of kinds that cannot be sorted together');
      return sorted(items, run, key, (value) => value, inOrder, nils === 'first' ? -1 : 1);
    },
  ],
  // In order of text, with ASCII letters of both cases alike.
  sort_natural: [
    'lK',
    (items: readonly unknown[], run: FilterRun, key?: unknown) => {
      const fold = (value: unknown) => {
        const text = textOf(value, run.budget);
        run.budget.charge(text.length >> 4);
        run.budget.text(text.length);
        return text.replace(/[A-Z]+/g, (upper) => upper.toLowerCase());
      };
      return sorted(items, run, key, fold, (a, b) => compare(a, b, run.budget) ?? 0);
    },
  ],
};

function sorted<T>(
  items: readonly unknown[],
  run: FilterRun,
  key: unknown,
  rankOf: (value: unknown) => T,
  inOrder: (a: T, b: T) => number,
  nilOrder = 1,
): unknown {
  run.budget.charge(items.length * Math.ceil(Math.log2(items.length + 1)));
  const values = isNil(key) ? items : items.map((item) => memberOf(item, key, run));
  if (values.includes(NO_MEMBERS)) return undefined;
  const ranked = items.map((item, at) => ({
    item,
    rank: isNil(values[at]) ? undefined : rankOf(values[at]),
  }));
  ranked.sort(({ rank: a }, { rank: b }) => {
    return a !== undefined && b !== undefined
      ? inOrder(a, b)
      : nilOrder * (Number(a === undefined) - Number(b === undefined));
  });
  return ranked.map(({ item }) => item);
}
