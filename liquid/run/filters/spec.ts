import type { Budget } from '../budget.ts';
import type { Zones } from './dates/zones.ts';

/** What a filter may use of the render. Filters are pure apart from it. */
export interface FilterRun {
  readonly budget: Budget;
  /** Whether output is escaped. A filter that makes markup then escapes its input and returns `Markup`. */
  readonly escape: boolean;
  /** Whether what is rendered is a script, JSON or a style. */
  readonly data?: boolean;
  /** Schemes that URLs may have besides http, https, mailto and tel. */
  readonly schemes?: readonly string[] | undefined;
  /** Time zones that the host knows; left out where it knows none. */
  readonly zones?: Zones | undefined;
  /** Milliseconds since the epoch; calling it marks the render as reading the clock. */
  now(): number;
  /** At least 0, below 1; calling it marks the render as random. */
  random(): number;
  /** What the host gave to the render, for filters of its own. */
  readonly host: unknown;
}

/**
 * A filter: its input, then its arguments, each of the kind that the spec's letters say; an argument that the
 * template leaves out is undefined.
 */
// The parameters' types follow from the letters, which the compiler can't see.
export type FilterFn = (input: never, run: FilterRun, ...args: never[]) => unknown;

/**
 * A filter and what it takes: a letter for the input, and one for each argument, a capital where the argument may be
 * left out. What a letter's kind is not, is converted as Ruby Liquid does, or stops the render:
 *
 * - `t` text; a capital for the input: nil stays nil, and the filter is not called
 * - `s` text, of an input only: what is left of markup is markup
 * - `n` number; `i` integer; `l` list (see `itemsOf`)
 * - `k` key: any value, markup as text; `v` any value as it is
 * - `x` two literals in the template, a name and an expression: a function that evaluates it for an item
 *
 * A filter with `named` gets named arguments last: an object without prototype, also when the template gives none.
 */
export type FilterSpec = readonly [takes: string, run: FilterFn, named?: readonly string[]];

/** Filters by name, those of one kind of value. */
export type Filters = Readonly<Record<string, FilterSpec>>;
