import type { Body, Expr, Operand } from '../../program.ts';
import { assign } from '../../run/expressions/variables.ts';
import { Markup } from '../../run/values/values.ts';
import type { Evaluator, PartialTag } from '../evaluator.ts';
import { fold, residueOf } from '../fold.ts';
import { readsUnknown } from '../reads.ts';
import { Residue } from '../residue.ts';
import { Unknown, Whole } from '../signals.ts';

export const echo: PartialTag = (node, f, out, e) => {
  const [, , operand, ...place] = node;
  const value = operand as Expr; // see run/tags/echo
  const printed = readsUnknown(value, f) ? undefined : e.run(node, f);
  if (printed) out.text(printed.value);
  else out.node(['echo', 0, residueOf(value, f, e) as Operand, ...place]);
};

export const raw: PartialTag = (node, _f, out) => out.text(String(node[2]));

/** What changes how a page goes on, in ways that only a render keeps: where it is known whether it runs. */
export const counted: PartialTag = (node, f, out, e) => {
  if (e.regions > 0 || e.pure > 0) throw new Whole(`a condition that is not known runs ${node[0]}`);
  const printed = readsUnknown(node.slice(2) as unknown as Expr, f) ? undefined : e.run(node, f);
  if (!printed) throw new Whole(`${node[0]} prints what is not known`);
  out.text(printed.value);
};

export const interrupt: PartialTag = (node, f, _out, e) => {
  if (e.regions > 0) throw new Whole(`a condition that is not known runs ${node[0]}`);
  e.run(node, f);
};

/** Index of the name, value. */
export const assigned: PartialTag = (node, f, out, e) => {
  refusePure(e);
  const [, , at, operand] = node;
  const [index, value] = [Number(at), operand as Expr]; // see run/tags/assign
  const isFrozen = e.cells.of(f, index).frozen > 0;
  if (!isFrozen && !readsUnknown(value, f) && e.run(node, f)) return;
  e.keep(f, index, isFrozen ? fold(value, f, e) : residueOf(value, f, e), out);
};

/** Index of the name, body, place. */
export const captured: PartialTag = (node, f, out, e) => {
  refusePure(e);
  const [, , at, body, place] = node;
  const index = Number(at);
  const inside = new Residue();
  e.body(body as Body, f, inside); // see run/tags/assign
  const text = inside.known;
  const cell = e.cells.of(f, index);
  if (text !== undefined && cell.frozen === 0) {
    f.budget.text(text.length);
    assign(f, index, f.escape ? new Markup(text, place as string | undefined) : text);
    return;
  }
  out.node(['capture', 0, cell.index, inside.body, ...(place === undefined ? [] : [place])]);
  assign(f, index, new Unknown(cell.expr));
};

function refusePure({ pure }: Evaluator): void {
  if (pure > 0) throw new Whole('block.super sets a variable');
}
