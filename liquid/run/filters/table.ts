import { DATES } from './dates/date.ts';
import { ARRAYS } from './lists/array.ts';
import { SELECTIONS } from './lists/select.ts';
import { MISC } from './misc.ts';
import type { FilterSpec } from './spec.ts';
import { HTML } from './texts/html.ts';
import { TEXT } from './texts/text.ts';

/**
 * Filters by name. It has no prototype: `constructor` and `__proto__` are unknown filters like any other. These are the
 * ones that many pages use; run/more.ts adds the others, which a host may leave for later.
 */
export const FILTERS: Record<string, FilterSpec | undefined> = {
  __proto__: null as never,
  ...ARRAYS,
  ...DATES,
  ...HTML,
  ...MISC,
  ...SELECTIONS,
  ...TEXT,
};

/** Adds one of the project's own filters. Call it at start-up only: programs look their filters up when linked. */
export function registerFilter(name: string, spec: FilterSpec): void {
  FILTERS[name] = spec;
}
