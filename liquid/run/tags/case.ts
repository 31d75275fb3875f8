import type { Body, Expr } from '../../program.ts';
import type { Eval, Runnable } from '../frame.ts';
import { equals } from '../values/compare.ts';
import type { LinkTag } from './link.ts';

/** Value, then lists of values (null: else), each followed by its body: see compile/tags/case.ts. */
export const linkCase: LinkTag<readonly [Expr, ...(Expr | readonly Expr[] | Body)[]]> = (
  operands,
  linker,
  at,
) => {
  const [subject, ...pairs] = operands;
  const value = linker.expr(subject);
  const branches: { wanted: readonly Eval[] | null; body: Runnable }[] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    // Even ones are values, odd ones bodies.
    const values = pairs[index] as readonly Expr[] | null;
    const wanted = values?.map((each) => linker.expr(each)) ?? null;
    branches.push({ wanted, body: linker.body(pairs[index + 1] as Body) });
  }
  return (f) => {
    f.at = at;
    const actual = value(f);
    let out = '';
    let matched = false;
    for (const { wanted, body } of branches) {
      if (wanted === null && !matched) out += body.run(f);
      if (wanted !== null) f.budget.charge(wanted.length >> 3);
      for (const each of wanted ?? []) {
        if (f.state.signal !== 0) return out;
        if (!equals(actual, each(f), f.budget)) continue;
        matched = true;
        out += body.run(f);
      }
    }
    return out;
  };
};
