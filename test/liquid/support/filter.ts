import { Budget } from '../../../liquid/run/budget.ts';
import { applied } from '../../../liquid/run/expressions/filter.ts';
import type { FilterRun } from '../../../liquid/run/filters/spec.ts';
import '../../../liquid/run/more.ts';
import { FILTERS } from '../../../liquid/run/filters/table.ts';
import type { Frame } from '../../../liquid/run/frame.ts';
import { toText } from '../../../liquid/run/values/text.ts';

/** A run at noon of 14 March 2016, UTC, without escaping. */
export function filterRun(overrides: Partial<FilterRun> = {}): FilterRun {
  return {
    budget: new Budget(),
    escape: false,
    now: () => Date.UTC(2016, 2, 14, 12),
    random: () => 0,
    host: undefined,
    ...overrides,
  };
}

/** The value that filter `name` makes of `input`. */
export function apply(name: string, input: unknown, ...args: unknown[]): unknown {
  return applyIn(filterRun(), name, input, ...args);
}

export function applyIn(run: FilterRun, name: string, input: unknown, ...args: unknown[]): unknown {
  const spec = FILTERS[name];
  if (!spec) throw new Error(`There is no filter ${name}.`);
  // A filter needs no more of a frame than these two.
  const frame = { budget: run.budget, state: run } as Frame;
  return applied(
    spec,
    args.map((arg) => () => arg),
  )(input, frame);
}

/** As `apply`, as text: shows the difference between 5 and 5.0. */
export function shown(name: string, input: unknown, ...args: unknown[]): string {
  return toText(apply(name, input, ...args), new Budget());
}
