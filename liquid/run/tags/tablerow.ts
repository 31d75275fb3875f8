import { fail } from '../../error.ts';
import type { Body, Expr } from '../../program.ts';
import { BREAK, type Frame } from '../frame.ts';
import type { Linker } from '../linker.ts';
import { FOR_FIELDS, Loop, type LoopFields } from '../loop.ts';
import { kindName } from '../values/inspect.ts';
import { looseInteger } from '../values/numbers.ts';
import { slice } from '../values/slice.ts';
import { Float, truthy } from '../values/values.ts';
import type { LinkTag } from './link.ts';

/** See compile/tags/tablerow.ts: an option that is not given is null, one that is given is in a list. */
type Operands = readonly [slot: number, items: Expr, limit: Option, offset: Option, cols: Option, body: Body];
type Option = readonly [Expr] | null;

/** The members of `tablerowloop`: those of `forloop`, and where the cell is. */
const ROW_FIELDS: LoopFields = {
  __proto__: FOR_FIELDS as never,
  row: (loop) => loop.row,
  col: (loop) => loop.col,
  col0: (loop) => loop.col - 1,
  col_first: (loop) => loop.col === 1,
  col_last: (loop) => loop.col === loop.cols,
};

/** The markup is, to the line feed, that of Ruby's Liquid. */
export const linkTableRow: LinkTag<Operands> = (
  [slot, items, limitOf, offsetOf, colsOf, bodyOf],
  linker,
  at,
) => {
  const value = linker.expr(items);
  const limit = option(limitOf, 'limit', linker);
  const offset = option(offsetOf, 'offset', linker);
  const cols = option(colsOf, 'cols', linker);
  const body = linker.body(bodyOf);
  return (f) => {
    f.at = at;
    const source = value(f);
    if (!truthy(source)) return '';
    const part = slice(source, offset(f) ?? 0, limit(f), f);
    const length = part.end - part.start;
    const loop = new Loop(ROW_FIELDS, length, undefined, null, cols(f) ?? length);
    f.locals[slot + 1] = loop;
    let out = '<tr class="row1">\n';
    for (; loop.index0 < length; loop.index0++) {
      f.locals[slot] = part.items[part.start + loop.index0];
      out += `<td class="col${loop.col}">${body.run(f)}</td>`;
      f.budget.output(CELL_MARKUP);
      const broken = f.state.signal === BREAK;
      f.state.signal = 0;
      if (broken) break;
      if (loop.col++ !== loop.cols) continue;
      loop.col = 1;
      loop.row++;
      if (loop.index0 < length - 1) out += `</tr>\n<tr class="row${loop.row}">`;
    }
    return `${out}</tr>\n`;
  };
};

/** About what a cell and its share of a row print besides their content. */
const CELL_MARKUP = 48;

/** Ruby's `to_i`, which booleans, arrays and hashes do not have. undefined when the option is not given. */
function option(given: Option, name: string, linker: Linker): (f: Frame) => number | undefined {
  const evaluate = given && linker.expr(given[0]);
  return (f) => {
    if (evaluate === null) return undefined;
    const value = evaluate(f);
    if (typeof value === 'object' && value !== null && !(value instanceof Float)) badOption(value, name);
    return typeof value === 'boolean' ? badOption(value, name) : looseInteger(value, f.budget);
  };
}

function badOption(value: unknown, name: string): never {
  fail('loop_option', `${name} must be a number, but is ${kindName(value)}.`);
}
