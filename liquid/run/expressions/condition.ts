import type { Expr } from '../../program.ts';
import type { Eval, Frame } from '../frame.ts';
import { late } from '../late.ts';
import type { Linker } from '../linker.ts';
import { equals } from '../values/compare.ts';
import { truthy } from '../values/values.ts';

/** A linked condition. */
export type Test = (f: Frame) => boolean;

/** Links an expression whose truth is all that matters. */
export function linkTest(operand: Expr, linker: Linker): Test {
  const value = linker.expr(operand);
  return (f) => truthy(value(f));
}

const LESS = 1;
const SAME = 2;
const MORE = 4;
/** Two values without an order, as two numbers of which one is not a number. */
export const NEITHER = 8;

/** The operators of Liquid but `contains`: how the sides may stand to each other. */
const HOLDS: Readonly<Record<string, number | undefined>> = {
  __proto__: null as never,
  '==': SAME,
  '<': LESS,
  '<=': LESS | SAME,
  '>': MORE,
  '>=': MORE | SAME,
};

/** Numbers are compared here, whatever the operator: one closure is what a cold isolate can afford. */
export function comparison(operands: readonly [string, Expr, Expr], linker: Linker): Eval {
  const operator = operands[0];
  const left = linker.expr(operands[1]);
  const right = linker.expr(operands[2]);
  linker.parts += 2;
  if (operator === 'contains') return (f) => late('contains')(left(f), right(f), f);
  const holds = HOLDS[operator] ?? LESS | MORE | NEITHER;
  return (f) => {
    const a = left(f);
    const b = right(f);
    if (typeof a === 'number' && typeof b === 'number')
      return (holds & (a < b ? LESS : a > b ? MORE : a === b ? SAME : NEITHER)) !== 0;
    if (holds === SAME) return equals(a, b, f.budget);
    return holds & NEITHER ? !equals(a, b, f.budget) : (holds & late('order')(a, b, f)) !== 0;
  };
}

/** `a and b or c` is `a and (b or c)`, and what does not matter is not evaluated. */
export function logic([firstOf, ...rest]: readonly [Expr, ...Expr[]], linker: Linker): Eval {
  const first = linkTest(firstOf, linker);
  // Relations and conditions take turns.
  const tests = rest.flatMap((each, at) => (at % 2 === 1 ? [linkTest(each, linker)] : []));
  return (f) => {
    let result = first(f);
    for (let at = 0; at < tests.length && result === (rest[2 * at] === 'and'); at++)
      result = tests[at]?.(f) === true;
    return result;
  };
}
