import type { Body, Expr } from '../../program.ts';
import { assign } from '../expressions/variables.ts';
import { Markup } from '../values/values.ts';
import type { LinkTag } from './link.ts';

/** Index of the name, value: see compile/tags/assign.ts. */
export const linkAssign: LinkTag<readonly [number, Expr]> = ([index, operand], linker, at) => {
  const value = linker.expr(operand);
  return (f) => {
    f.at = at;
    const assigned = value(f);
    f.budget.assign(weight(assigned));
    assign(f, index, assigned);
    return '';
  };
};

/** Index of the name, body, place. What is captured is markup where output is escaped. */
export const linkCapture: LinkTag<readonly [number, Body, place?: string]> = (
  [index, operand, place],
  linker,
  at,
) => {
  const body = linker.body(operand);
  return (f) => {
    f.at = at;
    const text = body.run(f);
    f.budget.kept(text.length);
    f.budget.assign(text.length);
    assign(f, index, f.escape ? new Markup(text, place) : text);
    return '';
  };
};

/** What a variable adds to what the render keeps: the members of an array are shared with where it came from. */
function weight(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Markup) return value.text.length;
  return Array.isArray(value) ? value.length + 1 : 1;
}
