import type { Expr } from '../../program.ts';
import type { Eval } from '../frame.ts';
import { orMore } from '../late.ts';
import { badProgram, type Linker } from '../linker.ts';
import { FOR_FIELDS, Loop } from '../loop.ts';
import { looseInteger } from '../values/numbers.ts';
import { BLANK, EMPTY, Float, Markup, Range } from '../values/values.ts';
import { comparison, logic } from './condition.ts';
import { filtered } from './filter.ts';
import { path } from './path.ts';
import { readVariable } from './variables.ts';

/**
 * Links one operation from its operands, which compile/emit.ts makes as `X` states them. Here and in tags operands are
 * read by index: a pattern goes through the iterator, which is several times as much for a cold isolate to compile.
 */
export type LinkOperation = (operands: never, linker: Linker) => Eval;

/** In the order of `X`; run/more.ts adds those that few pages have. */
export const OPERATIONS: (LinkOperation | undefined)[] = [
  local,
  name,
  path,
  undefined,
  range,
  (operands: readonly [number | string]) => constant(new Float(Number(operands[0]))),
  (operands: readonly [string]) => constant(BigInt(operands[0])),
  () => constant(EMPTY),
  () => constant(BLANK),
  filtered,
  comparison,
  logic,
  loopField,
  undefined,
  undefined,
  held,
];

/** Links an expression. */
export function linkExpression(e: Expr, linker: Linker): Eval {
  if (typeof e !== 'object' || e === null) return constant(e);
  const linkOperation = orMore(OPERATIONS[e[0]]) ?? badProgram(e[0]);
  // See LinkOperation: the operation's number says what its operands are.
  return linkOperation(e.slice(1) as never, linker);
}

function constant(value: unknown): Eval {
  return () => value;
}

/** A value, or with a second operand markup. */
function held(operands: readonly [unknown, string?]): Eval {
  return constant(operands.length > 1 ? new Markup(String(operands[0]), operands[1]) : operands[0]);
}

function local(operands: readonly [number]): Eval {
  const slot = operands[0];
  return (f) => f.locals[slot];
}

function name(operands: readonly [number], linker: Linker): Eval {
  const index = operands[0];
  const text = linker.program.names[index] ?? '';
  return (f) => readVariable(f, index, text);
}

function range([firstOf, lastOf]: readonly [Expr, Expr], linker: Linker): Eval {
  const first = linker.expr(firstOf);
  const last = linker.expr(lastOf);
  return (f) => new Range(looseInteger(first(f), f.budget), looseInteger(last(f), f.budget));
}

function loopField([slot, field]: readonly [number, string]): Eval {
  const read = FOR_FIELDS[field];
  return (f) => {
    const loop = f.locals[slot];
    return loop instanceof Loop ? read?.(loop) : undefined;
  };
}
