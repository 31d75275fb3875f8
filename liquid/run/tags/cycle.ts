import { print } from '../output.ts';
import { inspect } from '../text.ts';
import type { LinkTag } from './link.ts';

/** Operands: group (a list with an expression, or a text that stands for the cycle), then the values. */
export const linkCycle: LinkTag = ([groupOperand, ...operands], linker, at) => {
  const group = Array.isArray(groupOperand) ? linker.expr(groupOperand[0]) : null;
  const values = operands.map((operand) => linker.expr(operand));
  const own = `own ${String(groupOperand)}`;
  return (f) => {
    f.at = at;
    const key = group ? inspect(group(f), f.budget) : own;
    f.variables.cycles ??= new Map();
    const turn = f.variables.cycles.get(key) ?? 0;
    f.variables.cycles.set(key, turn + 1 >= values.length ? 0 : turn + 1);
    return print(values[turn]?.(f), f);
  };
};
