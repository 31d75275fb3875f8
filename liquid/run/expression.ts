import type { Expr, Operand } from '../program.ts';
import { comparison, logic } from './condition.ts';
import { filtered } from './filter.ts';
import type { Eval } from './frame.ts';
import { badProgram, type Linker } from './link.ts';
import { FOR_FIELDS, Loop } from './loop.ts';
import { looseInteger } from './numbers.ts';
import { path } from './path.ts';
import { toText } from './text.ts';
import { BLANK, EMPTY, Float, Range } from './values.ts';
import { lookUp, readVariable } from './variables.ts';

/** Links one operation from its operands, which compile/emit.ts makes as `X` states them. */
type LinkOperation = (operands: never, linker: Linker) => Eval;

/** In the order of `X`. */
const OPERATIONS: readonly LinkOperation[] = [
  local,
  name,
  path,
  dynamic,
  range,
  ([value]: readonly [number]) => constant(new Float(value)),
  ([digits]: readonly [string]) => constant(BigInt(digits)),
  () => constant(EMPTY),
  () => constant(BLANK),
  filtered,
  comparison,
  logic,
  loopField,
  each,
];

/** Links an expression. */
export function linkExpression(e: Expr, linker: Linker): Eval {
  if (typeof e !== 'object' || e === null) return constant(e);
  const [operation, ...operands] = e;
  const linkOperation = OPERATIONS[operation] ?? badProgram(operation);
  // See LinkOperation: the operation's number says what its operands are.
  return linkOperation(operands as never, linker);
}

function constant(value: unknown): Eval {
  return () => value;
}

function local([slot]: readonly [number]): Eval {
  return (f) => f.locals[slot];
}

function name([index]: readonly [number], linker: Linker): Eval {
  const text = linker.program.names[index] ?? '';
  return (f) => readVariable(f, index, text);
}

/** `[name]`: a variable whose name is a value. */
function dynamic([nameOf, ...scope]: readonly [Expr, ...Operand[]], linker: Linker): Eval {
  const evaluate = linker.expr(nameOf);
  return (f) => {
    const key = toText(evaluate(f), f.budget);
    const slot = scope[scope.lastIndexOf(key) + 1];
    if (typeof slot === 'number') return f.locals[slot];
    const index = f.template.indexes.get(key);
    return index === undefined ? lookUp(f, key) : readVariable(f, index, key);
  };
}

function range([firstOf, lastOf]: readonly [Expr, Expr], linker: Linker): Eval {
  const first = linker.expr(firstOf);
  const last = linker.expr(lastOf);
  return (f) => new Range(looseInteger(first(f)), looseInteger(last(f)));
}

function loopField([slot, field]: readonly [number, string]): Eval {
  const read = FOR_FIELDS[field];
  return (f) => {
    const loop = f.locals[slot];
    return loop instanceof Loop ? read?.(loop) : undefined;
  };
}

function each([slot, body]: readonly [number, Expr], linker: Linker): Eval {
  const expression = linker.expr(body);
  return (f) => (value: unknown) => {
    f.locals[slot] = value;
    return expression(f);
  };
}
