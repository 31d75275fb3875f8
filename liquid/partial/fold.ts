import { type Expr, type Operand, X } from '../program.ts';
import type { Frame } from '../run/frame.ts';
import { truthy } from '../run/values/values.ts';
import { constantOf } from './constant.ts';
import type { Evaluator } from './evaluator.ts';
import { readsGlobalsOnly, storedAt } from './reads.ts';
import { Unknown, Whole } from './signals.ts';

/** An expression in which all that is known is a constant. */
export function fold(e: Expr, f: Frame, evaluator: Evaluator): Expr {
  const known = evaluator.evaluate(e, f);
  if (!known) return residueOf(e, f, evaluator);
  const constant = constantOf(known.value);
  return constant === undefined ? again(e, f, evaluator) : constant;
}

/** As `fold`, of an expression whose truth is all that matters. */
export function foldTest(e: Expr, f: Frame, evaluator: Evaluator): Expr {
  const known = evaluator.evaluate(e, f);
  return known ? truthy(known.value) : residueOf(e, f, evaluator);
}

/** What is left of an expression whose value is not known. */
export function residueOf(e: Expr, f: Frame, evaluator: Evaluator): Expr {
  if (typeof e !== 'object' || e === null) return e;
  const [operation, ...operands] = e;
  const folded = (operand: Operand | undefined) => fold(operand as Expr, f, evaluator) as Operand;
  switch (operation) {
    case X.local:
      return local(f.locals[Number(operands[0])], evaluator);
    case X.loop:
      return [X.loop, slotOf(f.locals[Number(operands[0])]), String(operands[1])];
    case X.name:
      return named(Number(operands[0]), f, evaluator);
    case X.path:
      return path(operands, f, evaluator);
    case X.range:
      return [X.range, ...operands.map(folded)];
    case X.compare:
      return [X.compare, String(operands[0]), folded(operands[1]), folded(operands[2])];
    case X.logic:
      // Conditions, and between them what joins them.
      return [
        X.logic,
        ...operands.map((each, at) =>
          at % 2 === 1 ? each : (foldTest(each as Expr, f, evaluator) as Operand),
        ),
      ];
    case X.filter:
      return filtered(operands, f, evaluator);
    default:
      throw new Whole(`it has the operation ${operation}`);
  }
}

/** An expression that is evaluated at the edge as it is, since no constant can hold its value. */
function again(e: Expr, f: Frame, evaluator: Evaluator): Expr {
  if (!readsGlobalsOnly(e, f)) throw new Whole('a value that it needs is no constant');
  return renamed(e as Operand, f, evaluator) as Expr; // of the same shape
}

/** Names of globals are in another place of the program that is left. */
function renamed(operand: Operand, f: Frame, evaluator: Evaluator): Operand {
  if (typeof operand !== 'object' || operand === null) return operand;
  if (!Array.isArray(operand))
    return Object.fromEntries(
      Object.entries(operand).map(([key, each]) => [key, renamed(each, f, evaluator)]),
    );
  const [operation, index] = operand;
  if (operation === X.name) return named(Number(index), f, evaluator) as Operand;
  if (operation === X.dynamic || operation === X.self) throw new Whole('it has names that are values');
  return operand.map((each) => renamed(each, f, evaluator));
}

function named(index: number, f: Frame, { cells }: Evaluator): Expr {
  const stored = storedAt(f, index);
  return stored === undefined ? cells.global(f.template.program.names[index] ?? '') : unknown(stored);
}

function unknown(value: unknown): Expr {
  if (value instanceof Unknown) return value.expr;
  throw new Whole('a value that it needs is no constant');
}

/** Slots are in pairs: an item, then its loop. */
function local(value: unknown, { forloops }: Evaluator): Expr {
  const expr = unknown(value);
  if (Array.isArray(expr) && expr[0] === X.local && Number(expr[1]) % 2 === 1) forloops.taken = true;
  return expr;
}

/** The slot of a loop that is left. */
function slotOf(value: unknown): number {
  const expr = unknown(value);
  if (Array.isArray(expr) && expr[0] === X.local) return Number(expr[1]);
  throw new Whole('a loop of its own is handed on');
}

/** A text in brackets is no command, as `size` behind a dot is; both are texts in a program. */
function keyOf(key: Expr, f: Frame, evaluator: Evaluator): Operand {
  if (typeof key !== 'object' || key === null) return key;
  const folded = fold(key, f, evaluator);
  return typeof folded === 'string' ? [X.constant, folded] : (folded as Operand);
}

/** The value that most of a chain of members or filters has, if some of them are known: as a constant, and how many they are. */
function begun(
  operation: number,
  [base = null, ...steps]: readonly Operand[],
  f: Frame,
  evaluator: Evaluator,
): { readonly value: Operand; readonly done: number } {
  let found: { value: Operand; done: number } | undefined;
  for (let done = 1; done < steps.length; done++) {
    const known = evaluator.evaluate([operation, base, ...steps.slice(0, done)], f);
    if (!known) break;
    const constant = constantOf(known.value);
    if (constant !== undefined) found = { value: constant as Operand, done };
  }
  return found ?? { value: fold(base as Expr, f, evaluator) as Operand, done: 0 };
}

function path(operands: readonly Operand[], f: Frame, evaluator: Evaluator): Expr {
  const { value, done } = begun(X.path, operands, f, evaluator);
  return [X.path, value, ...operands.slice(1 + done).map((key) => keyOf(key as Expr, f, evaluator))];
}

function filtered(operands: readonly Operand[], f: Frame, evaluator: Evaluator): Expr {
  const { value, done } = begun(X.filter, operands, f, evaluator);
  return [X.filter, value, ...operands.slice(1 + done).map((each) => foldFilter(each, f, evaluator))];
}

function foldFilter(operand: Operand, f: Frame, evaluator: Evaluator): Operand {
  if (!Array.isArray(operand)) return operand;
  const [name, ...args] = operand;
  return [name as string, ...args.map((arg: Operand) => foldArgument(arg, f, evaluator))];
}

function foldArgument(arg: Operand, f: Frame, evaluator: Evaluator): Operand {
  if (typeof arg !== 'object' || arg === null) return arg;
  if (Array.isArray(arg)) return fold(arg as unknown as Expr, f, evaluator) as Operand;
  const entries = Object.entries(arg).map(([key, value]) => [
    key,
    fold(value as Expr, f, evaluator) as Operand,
  ]);
  return Object.fromEntries(entries) as Operand;
}
