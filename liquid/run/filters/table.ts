import { ARRAYS } from './array.ts';
import { BASE64 } from './base64.ts';
import { DATES } from './date.ts';
import { GROUPS } from './group.ts';
import { HTML } from './html.ts';
import { MATH } from './math.ts';
import { MISC } from './misc.ts';
import { SELECTIONS } from './select.ts';
import { DIGESTS } from './sha256.ts';
import { SORTS } from './sort.ts';
import type { FilterSpec } from './spec.ts';
import { TEXT } from './text.ts';
import { URLS } from './url.ts';

/** Filters by name. It has no prototype: `constructor` and `__proto__` are unknown filters like any other. */
export const FILTERS: Record<string, FilterSpec | undefined> = {
  __proto__: null as never,
  ...ARRAYS,
  ...BASE64,
  ...DATES,
  ...DIGESTS,
  ...GROUPS,
  ...HTML,
  ...MATH,
  ...MISC,
  ...SELECTIONS,
  ...SORTS,
  ...TEXT,
  ...URLS,
};

/** Adds one of the project's own filters. Call it at start-up only: programs look their filters up when linked. */
export function registerFilter(name: string, spec: FilterSpec): void {
  FILTERS[name] = spec;
}
