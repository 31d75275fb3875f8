import { fail } from '../../error.ts';
import type { Expr, Operand } from '../../program.ts';
import { lookUp, setNamed } from '../expressions/variables.ts';
import { type Eval, Frame, type Outer, type Template, Variables } from '../frame.ts';
import { late } from '../late.ts';
import { FOR_FIELDS, Loop } from '../loop.ts';
import { toItems } from '../values/property.ts';
import { Markup } from '../values/values.ts';
import type { LinkTag } from './link.ts';

const NO_GLOBALS: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null));

/** See compile/tags/partial.ts. */
type Operands = readonly [
  name: Expr,
  bound: readonly [Expr] | null,
  repeats: boolean,
  alias: string | null,
  args: Readonly<Record<string, Expr>>,
  scope?: readonly Operand[],
];

export const linkRender: LinkTag<Operands> = ([nameOf, boundOf, repeats, alias, argsOf], linker, at) => {
  // `render` takes a literal only.
  const name = nameOf as string;
  const bound = boundOf && linker.expr(boundOf[0]);
  const [args, price] = linker.priced(() => linker.named(argsOf));
  const key = alias ?? lastPart(name);
  return (f) => {
    f.at = at;
    const template = f.state.partial(name, 'partial');
    const value = bound?.(f);
    if (!repeats || !isCollection(value)) return runIsolated(f, template, args, key, value, null);
    const items = toItems(value, f.budget);
    const loop = new Loop(FOR_FIELDS, items.length, name);
    let out = '';
    for (const item of items) {
      f.budget.charge(price);
      out += runIsolated(f, template, args, key, item, loop);
      loop.index0++;
    }
    return out;
  };
};

/** Without `with` or `for`, the variable that is named as the partial is bound, as in Ruby's Liquid. */
export const linkInclude: LinkTag<Operands> = (
  [nameOf, boundOf, , alias, argsOf, scope = []],
  linker,
  at,
) => {
  const template = linker.expr(nameOf);
  const bound = boundOf && linker.expr(boundOf[0]);
  const args = linker.named(argsOf);
  return (f) => {
    f.at = at;
    const name = templateName(template(f));
    const partial = f.state.partial(name, 'partial');
    const value = bound ? bound(f) : lookUp(f, name);
    const names = [...args.map(([argument]) => argument), alias ?? lastPart(name)];
    if (!bound && (value === null || value === undefined)) names.pop();
    const values = args.map(([, evaluate]) => evaluate(f));
    const next = outerOf(f, scope);
    const inner = slots(names);
    let out = '';
    for (const item of Array.isArray(value) ? value : [value]) {
      f.budget.steps(values.length);
      out += runShared(f, partial, { scope: inner, locals: [...values, item], next });
      if (f.state.signal !== 0) break;
    }
    return out;
  };
};

/** Runs a template that shares the variables of `f` and sees `outer`. */
export function runShared(f: Frame, template: Template, outer: Outer | null): string {
  const frame = new Frame(template, f.state, f.variables, f, outer);
  frame.loop = f.loop;
  return nested(f, frame, () => template.run(frame));
}

/** Runs something in a frame inside of `f`. After an error, `state.frame` still says where it was. */
export function nested(f: Frame, frame: Frame, run: () => string): string {
  f.budget.enter();
  f.budget.charge(frame.template.price);
  f.state.frame = frame;
  const out = run();
  f.state.frame = f;
  f.budget.leave();
  return out;
}

/** What a template run from a place in `f` sees of it, where `scope` lists the loop variables of the place. */
export function outerOf(f: Frame, scope: readonly Operand[]): Outer | null {
  return scope.length === 0 ? f.outer : { scope, locals: f.locals, next: f.outer };
}

/** `names` as a scope, the first one in slot 0. */
export function slots(names: readonly string[]): Operand[] {
  return names.flatMap((name, slot) => [name, slot]);
}

/** The name of a partial or layout that an expression gave. */
export function templateName(value: unknown): string {
  if (value instanceof Markup) return value.text;
  return typeof value === 'string'
    ? value
    : fail('template_name', `The name here is ${late('kindName')(value)}.`);
}

function runIsolated(
  f: Frame,
  template: Template,
  args: readonly (readonly [string, Eval])[],
  key: string,
  bound: unknown,
  loop: Loop | null,
): string {
  const { assignedLeft } = f.budget;
  const frame = new Frame(template, f.state, new Variables(NO_GLOBALS, f.variables.shared), f, null);
  if (loop) setNamed(frame, 'forloop', loop);
  for (const [name, evaluate] of args) setNamed(frame, name, evaluate(f));
  if (bound !== null && bound !== undefined) setNamed(frame, key, bound);
  const out = nested(f, frame, () => template.run(frame));
  f.state.signal = 0;
  // Its variables end with it.
  f.budget.assignedLeft = assignedLeft;
  return out;
}

/** Whether `render for` repeats: strings, numbers and nil it binds as they are. */
export function isCollection(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Markup);
}

export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
