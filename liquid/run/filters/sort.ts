import { fail } from '../../error.ts';
import { compare, compareText } from '../compare.ts';
import { toText } from '../text.ts';
import { isNil } from '../values.ts';
import { itemsOf } from './input.ts';
import { hasMembers, memberOf } from './member.ts';
import type { FilterRun } from './spec.ts';

/** In order of value; nil comes last, and values of kinds that have no order stop the render. */
export function sort(input: unknown, run: FilterRun, property?: unknown): unknown {
  return sorted(
    input,
    run,
    property,
    (value) => value,
    (a, b) => {
      return (
        compare(a, b, run.budget) ??
        fail('filter_argument', 'Values of these kinds cannot be sorted together.')
      );
    },
  );
}

/** In order of text, with ASCII letters of both cases alike; nil comes last. */
export function sortNatural(input: unknown, run: FilterRun, property?: unknown): unknown {
  return sorted(input, run, property, (value) => foldCase(toText(value, run.budget)), compareText);
}

interface Keyed<T> {
  readonly item: unknown;
  readonly key: T | undefined;
}

function sorted<T>(
  input: unknown,
  run: FilterRun,
  property: unknown,
  keyOf: (value: unknown) => T,
  order: (a: T, b: T) => number,
): unknown {
  const items = itemsOf(input, run);
  if (!isNil(property) && !items.every(hasMembers)) return undefined;
  run.budget.charge(Math.ceil(items.length * Math.log2(items.length + 1)));
  const keyed = items.map((item): Keyed<T> => {
    const value = isNil(property) ? item : memberOf(item, property);
    return { item, key: isNil(value) ? undefined : keyOf(value) };
  });
  keyed.sort((a, b) => {
    if (a.key !== undefined && b.key !== undefined) return order(a.key, b.key);
    return Number(a.key === undefined) - Number(b.key === undefined);
  });
  return keyed.map(({ item }) => item);
}

function foldCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
