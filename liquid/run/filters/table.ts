import type { FilterSpec } from './spec.ts';

/** Filters by name. It has no prototype: `constructor` and `__proto__` are unknown filters like any other. */
export const FILTERS: Record<string, FilterSpec | undefined> = Object.assign(Object.create(null));

/** Adds one of the project's own filters. Call it at start-up only: programs look their filters up when linked. */
export function registerFilter(name: string, spec: FilterSpec): void {
  FILTERS[name] = spec;
}
