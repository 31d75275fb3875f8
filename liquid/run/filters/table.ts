import { ARRAYS } from './array.ts';
import { DATES } from './date.ts';
import { HTML } from './html.ts';
import { MATH } from './math.ts';
import { MISC } from './misc.ts';
import type { FilterSpec, Filters } from './spec.ts';
import { TEXT } from './text.ts';

/**
 * Filters by name. It has no prototype: `constructor` and `__proto__` are unknown filters like any other. These are the
 * ones that many pages use; more.ts adds the others, which a host may leave for later.
 */
export const FILTERS: Record<string, FilterSpec | undefined> = {
  __proto__: null as never,
  ...ARRAYS,
  ...DATES,
  ...HTML,
  ...MATH,
  ...MISC,
  ...TEXT,
};

/** Stops a render that comes to a filter which is not in the table while more.ts is not loaded. */
export class FiltersMissing extends Error {}

let complete = false;

/** Adds the filters of more.ts, which calls it. */
export function addMore(...families: readonly Filters[]): void {
  Object.assign(FILTERS, ...families);
  complete = true;
}

/** A filter by name; undefined when there is none. Throws FiltersMissing when more.ts may have it. */
export function findFilter(name: string): FilterSpec | undefined {
  const found = FILTERS[name];
  if (!found && !complete) throw new FiltersMissing(name);
  return found;
}

/** Adds one of the project's own filters. Call it at start-up only: programs look their filters up when linked. */
export function registerFilter(name: string, spec: FilterSpec): void {
  FILTERS[name] = spec;
}
