import type { FilterSpec } from './spec.ts';

/**
 * Filters by name. It has no prototype: `constructor` and `__proto__` are unknown filters like any other. run/usual.ts adds
 * those that many pages use, and run/more.ts the others, which a host may leave for later.
 */
export const FILTERS: Record<string, FilterSpec | undefined> = {
  __proto__: null as never,
};

/** Adds one of the project's own filters. Call it at start-up only: programs look their filters up when linked. */
export function registerFilter(name: string, spec: FilterSpec): void {
  FILTERS[name] = spec;
}
