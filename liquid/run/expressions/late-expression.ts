import type { Expr, Operand } from '../../program.ts';
import type { Eval, Frame } from '../frame.ts';
import type { Linker } from '../linker.ts';
import { toText } from '../values/text.ts';
import { lookUp, readVariable } from './variables.ts';

/** `[name]`: a variable whose name is a value. */
export function dynamic([nameOf, ...scope]: readonly [Expr, ...Operand[]], linker: Linker): Eval {
  const evaluate = linker.expr(nameOf);
  return (f) => variableAt(f, toText(evaluate(f), f.budget), scope);
}

/** The variable called `name` where the loop variables of `scope` are visible. */
export function variableAt(f: Frame, name: string, scope: readonly Operand[]): unknown {
  const slot = scope[scope.lastIndexOf(name) + 1];
  if (typeof slot === 'number') return f.locals[slot];
  const index = f.template.indexes.get(name);
  return index === undefined ? lookUp(f, name) : readVariable(f, index, name);
}

/** What `where_exp` and its kin ask of each item. */
export function each([slot, body]: readonly [number, Expr], linker: Linker): Eval {
  const [expression, price] = linker.priced(() => linker.expr(body));
  return (f) => (value: unknown) => {
    f.budget.charge(price);
    f.locals[slot] = value;
    return expression(f);
  };
}
