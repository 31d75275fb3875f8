import type { Body, Expr } from '../../program.ts';
import { assign } from '../expressions/variables.ts';
import type { Frame } from '../frame.ts';
import { Markup } from '../values/values.ts';
import type { LinkTag } from './link.ts';

/** Index of the name, value: see compile/tags/assign.ts. */
export const linkAssign: LinkTag<readonly [number, Expr]> = ([index, operand], linker, at) => {
  const value = linker.expr(operand);
  return (f) => {
    f.at = at;
    const assigned = value(f);
    keep(f, index, assigned);
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
    keep(f, index, f.escape ? new Markup(text, place) : text);
    return '';
  };
};

/** Sets a variable. What it held before is kept no longer. */
function keep(f: Frame, index: number, value: unknown): void {
  const before = assign(f, index, value);
  f.budget.assign(weight(value) - (before === undefined ? 0 : weight(before)));
}

/** What a variable adds to what the render keeps: the members of an array are shared with where it came from. */
function weight(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Markup) return value.text.length;
  return Array.isArray(value) ? value.length + 1 : 1;
}
