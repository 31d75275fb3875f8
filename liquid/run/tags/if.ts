import type { Body, Expr } from '../../program.ts';
import { linkTest, type Test } from '../expressions/condition.ts';
import type { Runnable } from '../frame.ts';
import type { LinkTag } from './link.ts';

/** Conditions, each followed by its body: see compile/tags/if.ts. `unless` turns the first one round. */
export const linkIf: LinkTag<readonly (Expr | Body)[]> = (operands, linker, at, tag) => {
  const branches: { test: Test; body: Runnable }[] = [];
  for (let index = 0; index < operands.length; index += 2) {
    // Even operands are conditions, odd ones bodies.
    branches.push({
      test: linkTest(operands[index] as Expr, linker),
      body: linker.body(operands[index + 1] as Body),
    });
  }
  const first = branches.shift();
  const wanted = tag === 'if';
  return (f) => {
    f.at = at;
    if (first?.test(f) === wanted) return first.body.run(f);
    for (const other of branches) if (other.test(f)) return other.body.run(f);
    return '';
  };
};
