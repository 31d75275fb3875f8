import type { Expr } from '../../program.ts';
import type { Eval } from '../frame.ts';
import { orMore } from '../late.ts';
import { badProgram, type Linker } from '../linker.ts';
import { BLANK, EMPTY, Float, Markup } from '../values/values.ts';
import { comparison, logic } from './condition.ts';
import { path } from './path.ts';
import { readVariable } from './variables.ts';

/**
 * Links one operation from its operands, which compile/emit.ts makes as `X` states them. Here and in tags operands are
 * read by index: a pattern goes through the iterator, which is several times as much for a cold isolate to compile.
 */
export type LinkOperation = (operands: never, linker: Linker) => Eval;

/** In the order of `X`; run/usual.ts adds those that are rarely left of a page at publish, and run/more.ts those that few pages have. */
export const OPERATIONS: (LinkOperation | undefined)[] = [
  local,
  name,
  path,
  undefined,
  undefined,
  (operands: readonly [number | string]) => constant(new Float(Number(operands[0]))),
  (operands: readonly [string]) => constant(BigInt(operands[0])),
  () => constant(EMPTY),
  () => constant(BLANK),
  undefined,
  comparison,
  logic,
  undefined,
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
