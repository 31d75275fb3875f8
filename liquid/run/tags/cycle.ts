import type { Expr } from '../../program.ts';
import { CYCLE } from '../expressions/variables.ts';
import { late } from '../late.ts';
import { print, printerAt } from '../output/output.ts';
import type { LinkTag } from './link.ts';

/** Group (in a list, or a text that stands for the cycle), then the values: see compile/tags/cycle.ts. */
type Operands = readonly [group: Group | { readonly key: Group; readonly place: string }, ...values: Expr[]];
type Group = readonly [Expr] | string;

export const linkCycle: LinkTag<Operands> = ([first, ...operands], linker, at) => {
  const placed = typeof first === 'object' && 'key' in first ? first : { key: first, place: '' };
  const groupOf = placed.key;
  const printValue = placed.place === '' ? print : printerAt(placed.place);
  const group = typeof groupOf === 'string' ? null : linker.expr(groupOf[0]);
  const own = `${CYCLE} ${groupOf}`;
  const values = operands.map((operand) => linker.expr(operand));
  return (f) => {
    f.at = at;
    const key = group ? CYCLE + late('inspect')(group(f), f.budget) : own;
    const { marks } = f.variables;
    const turn = marks.get(key) ?? 0;
    marks.set(key, turn + 1 >= values.length ? 0 : turn + 1);
    return printValue(values[turn]?.(f), f);
  };
};
