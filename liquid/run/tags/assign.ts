import { Markup } from '../values.ts';
import { assign } from '../variables.ts';
import type { LinkTag } from './link.ts';

/** Operands: index of the name, value. */
export const linkAssign: LinkTag = (operands, linker, at) => {
  const index = Number(operands[0]);
  const value = linker.expr(operands[1]);
  return (f) => {
    f.at = at;
    const assigned = value(f);
    f.budget.assign(weight(assigned));
    assign(f, index, assigned);
    return '';
  };
};

/** Operands: index of the name, body. What is captured is markup where output is escaped. */
export const linkCapture: LinkTag = (operands, linker, at) => {
  const index = Number(operands[0]);
  const body = linker.body(operands[1]);
  return (f) => {
    f.at = at;
    const text = body.run(f);
    f.budget.assign(text.length);
    assign(f, index, f.escape ? new Markup(text) : text);
    return '';
  };
};

/** What a variable adds to what the render keeps: the members of an array are shared with where it came from. */
function weight(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Markup) return value.text.length;
  return Array.isArray(value) ? value.length + 1 : 1;
}
