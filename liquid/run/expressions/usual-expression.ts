import type { Expr } from '../../program.ts';
import type { Eval } from '../frame.ts';
import type { Linker } from '../linker.ts';
import { FOR_FIELDS, Loop } from '../loop.ts';
import { looseInteger } from '../values/numbers.ts';
import { Range } from '../values/values.ts';

/** `(first..last)`. */
export function range([firstOf, lastOf]: readonly [Expr, Expr], linker: Linker): Eval {
  const first = linker.expr(firstOf);
  const last = linker.expr(lastOf);
  return (f) => new Range(looseInteger(first(f), f.budget), looseInteger(last(f), f.budget));
}

/** A member of a `forloop` that is in a slot. */
export function loopField([slot, field]: readonly [number, string]): Eval {
  const read = FOR_FIELDS[field];
  return (f) => {
    const loop = f.locals[slot];
    return loop instanceof Loop ? read?.(loop) : undefined;
  };
}
