import { type Expr, type Operand, X } from '../program.ts';
import { condition } from './condition.ts';
import { filtered } from './filter.ts';
import type { Eval, Frame } from './frame.ts';
import type { Linker } from './link.ts';
import { ForLoop, LOOP_FIELDS } from './loop.ts';
import { looseInteger } from './numbers.ts';
import { item, localMember, member } from './path.ts';
import { property } from './property.ts';
import { toText } from './text.ts';
import { BLANK, EMPTY, Float, Range } from './values.ts';
import { lookUp } from './variables.ts';

/** Links an expression. */
export function linkExpression(e: Expr, linker: Linker): Eval {
  if (typeof e !== 'object' || e === null) return constant(e);
  const [operation, ...operands] = e;
  switch (operation) {
    case X.local:
      return local(Number(operands[0]));
    case X.name:
      return name(Number(operands[0]), linker);
    case X.path:
      return path(operands, linker);
    case X.dynamic:
      return dynamic(linker.expr(operands[0]), operands.slice(1));
    case X.range:
      return range(linker.expr(operands[0]), linker.expr(operands[1]));
    case X.float:
      return constant(new Float(Number(operands[0])));
    case X.big:
      return constant(BigInt(String(operands[0])));
    case X.empty:
      return constant(EMPTY);
    case X.blank:
      return constant(BLANK);
    case X.filter:
      return filtered(operands, linker);
    case X.loop:
      return loopField(Number(operands[0]), String(operands[1]));
    case X.each:
      return each(Number(operands[0]), linker.expr(operands[1]));
    default:
      return condition(e, linker);
  }
}

function constant(value: unknown): Eval {
  return () => value;
}

function local(slot: number): Eval {
  return (f) => f.locals[slot];
}

function name(index: number, linker: Linker): Eval {
  const text = linker.program.names[index] ?? '';
  return (f) => {
    if (f.vars === null) return lookUp(f, text);
    const value = f.vars[index];
    return value === undefined ? f.variables.global(f, text) : value;
  };
}

function path(operands: readonly Operand[], linker: Linker): Eval {
  const [base, ...keys] = operands;
  if (keys.length > MAX_CLOSURES)
    return longPath(
      linker.expr(base),
      keys.map((key) => linker.expr(key)),
    );
  let value = linker.expr(base);
  keys.forEach((key, at) => {
    const slot = at === 0 && Array.isArray(base) && base[0] === X.local ? Number(base[1]) : -1;
    if (typeof key !== 'string') value = item(value, linker.expr(key));
    else value = slot >= 0 ? localMember(slot, key) : member(value, key);
  });
  return value;
}

/** A closure a member is fastest; a path of half a million members must not need as much stack. */
const MAX_CLOSURES = 16;

function longPath(base: Eval, keys: readonly Eval[]): Eval {
  return (f) => keys.reduce((value, key) => property(value, key(f)), base(f));
}

/** `[name]`: a variable whose name is a value. */
function dynamic(nameOf: Eval, scope: readonly Operand[]): Eval {
  return (f) => {
    const key = toText(nameOf(f), f.budget);
    const at = scope.lastIndexOf(key);
    if (at >= 0) return f.locals[Number(scope[at + 1])];
    if (f.vars === null) return lookUp(f, key);
    const value = f.vars[f.template.program.names.indexOf(key)];
    return value === undefined ? f.variables.global(f, key) : value;
  };
}

function range(first: Eval, last: Eval): Eval {
  return (f) => new Range(looseInteger(first(f)), looseInteger(last(f)));
}

function loopField(slot: number, field: string): Eval {
  const read = Object.hasOwn(LOOP_FIELDS, field) ? LOOP_FIELDS[field] : undefined;
  if (!read) return constant(undefined);
  return (f: Frame) => {
    const loop = f.locals[slot];
    return loop instanceof ForLoop ? read(loop) : undefined;
  };
}

function each(slot: number, expression: Eval): Eval {
  return (f) => (value: unknown) => {
    f.locals[slot] = value === undefined ? null : value;
    return expression(f);
  };
}
