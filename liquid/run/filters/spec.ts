import type { Budget } from '../budget.ts';

/** What a filter may use of the render. Filters are pure apart from it. */
export interface FilterRun {
  readonly budget: Budget;
  /** Whether output is escaped. A filter that makes markup then escapes its input and answers `Markup`. */
  readonly escape: boolean;
  /** Milliseconds since the epoch; calling it marks the render as reading the clock. */
  now(): number;
  /** At least 0, below 1; calling it marks the render as random. */
  random(): number;
  /** What the host gave to the render, for filters of its own. */
  readonly host: unknown;
}

/**
 * A filter: its input, then its arguments. A filter with `named` gets them as one last argument, an object without
 * prototype, also when the template gives none. One with `expression` gets, in place of its two arguments (a name
 * and an expression, both literals), a function that evaluates the expression with the name bound to an item.
 */
export type FilterFn = (input: unknown, run: FilterRun, ...args: unknown[]) => unknown;

/** What an `expression` filter gets. */
export type ItemExpression = (item: unknown) => unknown;

export interface FilterSpec {
  readonly run: FilterFn;
  /** How many positional arguments it takes: at least `min`, 0 when left out, and at most `max`, else `min`. */
  readonly min?: number;
  readonly max?: number;
  /** The named arguments that it knows. */
  readonly named?: readonly string[];
  readonly expression?: true;
}
