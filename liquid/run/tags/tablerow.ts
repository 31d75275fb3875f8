import { fail } from '../../error.ts';
import type { Operand } from '../../program.ts';
import { BREAK, type Frame } from '../frame.ts';
import type { Linker } from '../link.ts';
import { TableLoop } from '../loop.ts';
import { isNumeric, looseInteger } from '../numbers.ts';
import { slice } from '../slice.ts';
import { isNil, kindName, Markup, truthy } from '../values.ts';
import type { LinkTag } from './link.ts';

/** Operands: slot, items, limit, offset, cols, body. The markup is, to the line feed, that of Ruby's Liquid. */
export const linkTableRow: LinkTag = (operands, linker, at) => {
  const slot = Number(operands[0]);
  const value = linker.expr(operands[1]);
  const limit = option(operands[2], 'limit', linker);
  const offset = option(operands[3], 'offset', linker);
  const cols = option(operands[4], 'cols', linker);
  const body = linker.body(operands[5]);
  return (f) => {
    f.at = at;
    const source = value(f);
    if (!truthy(source)) return '';
    const { items, start, end } = slice(source, offset(f) ?? 0, limit(f), f);
    const loop = new TableLoop(end - start, cols(f) ?? end - start);
    f.locals[slot + 1] = loop;
    let out = '<tr class="row1">\n';
    for (let index = start; index < end; index++) {
      f.locals[slot] = items[index];
      out += `<td class="col${loop.col}">${body.run(f)}</td>`;
      const broken = f.state.signal === BREAK;
      f.state.signal = 0;
      if (broken) break;
      if (loop.col === loop.cols && index < end - 1) out += `</tr>\n<tr class="row${loop.row + 1}">`;
      f.budget.output(ROW_MARKUP);
      loop.next();
    }
    return `${out}</tr>\n`;
  };
};

/** About what a cell and its share of a row print besides their content. */
const ROW_MARKUP = 48;

/** Ruby's `to_i`, which booleans, arrays and hashes do not have. undefined when the option is not given. */
function option(
  operand: Operand | undefined,
  name: string,
  linker: Linker,
): (f: Frame) => number | undefined {
  if (!Array.isArray(operand)) return () => undefined;
  const evaluate = linker.expr(operand[0]);
  return (f) => {
    const value = evaluate(f);
    if (isNil(value) || isNumeric(value) || typeof value === 'string' || value instanceof Markup) {
      return looseInteger(value);
    }
    return fail('loop_option', `${name} must be a number, but is ${kindName(value)}.`);
  };
}
