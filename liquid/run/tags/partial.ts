import { fail } from '../../error.ts';
import type { Operand } from '../../program.ts';
import { type Eval, Frame, type Outer } from '../frame.ts';
import type { Linker, Template } from '../link.ts';
import { ForLoop } from '../loop.ts';
import { toItems } from '../property.ts';
import { HostObject, isHash, isNil, kindName, Markup, Range } from '../values.ts';
import { lookUp, Variables } from '../variables.ts';
import type { LinkTag } from './link.ts';

const NO_GLOBALS: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null));

/** Operands: name, bound value in a list or null, whether to repeat for its items, alias, arguments. */
export const linkRender: LinkTag = (operands, linker, at) => {
  const name = String(operands[0]);
  const bound = boundValue(operands[1], linker);
  const repeats = operands[2] === true;
  const args = linker.named(operands[4]);
  const key = typeof operands[3] === 'string' ? operands[3] : lastPart(name);
  const set = new Setter([...args.map(([argument]) => argument), key, 'forloop']);
  return (f) => {
    f.at = at;
    const template = f.state.partial(name, 'partial');
    const value = bound?.(f);
    if (!repeats || !isCollection(value)) return runIsolated(f, template, args, set, value, undefined);
    const items = toItems(value, f.budget);
    const loop = new ForLoop(name, items.length, null);
    let out = '';
    for (const item of items) {
      out += runIsolated(f, template, args, set, item, loop);
      loop.index0 += 1;
    }
    return out;
  };
};

/** Operands: those of `render`, then the loop variables of the place. */
export const linkInclude: LinkTag = (operands, linker, at) => {
  const nameOf = linker.expr(operands[0]);
  const bound = boundValue(operands[1], linker);
  const alias = operands[3];
  const args = linker.named(operands[4]);
  const scope = Array.isArray(operands[5]) ? operands[5] : [];
  return (f) => {
    f.at = at;
    const name = nameOf(f);
    const path = name instanceof Markup ? name.text : name;
    if (typeof path !== 'string')
      return fail('partial_name', `The name of a partial is ${kindName(name)} here.`);
    const template = f.state.partial(path, 'partial');
    const value = bound ? bound(f) : lookUp(f, path);
    const key = typeof alias === 'string' ? alias : lastPart(path);
    const names = args.map(([argument]) => argument);
    const values = args.map(([, evaluate]) => evaluate(f));
    if (bound || !isNil(value)) names.push(key);
    const next = outerOf(f, scope);
    let out = '';
    for (const item of Array.isArray(value) ? value : [value]) {
      const locals = [...values, item];
      out += runShared(f, template, { scope: names.flatMap((each, index) => [each, index]), locals, next });
      if (f.state.signal !== 0) break;
    }
    return out;
  };
};

/** Runs a template that shares the variables of `f` and sees `outer`. */
export function runShared(f: Frame, template: Template, outer: Outer | null): string {
  f.budget.enter();
  const frame = new Frame(template, f.state, f.variables, f, outer);
  frame.loop = f.loop;
  f.state.frame = frame;
  const out = template.run(frame);
  f.state.frame = f;
  f.budget.leave();
  return out;
}

/** What a template run from a place in `f` sees of it, where `scope` lists the loop variables of the place. */
export function outerOf(f: Frame, scope: readonly Operand[]): Outer | null {
  return scope.length === 0 ? f.outer : { scope, locals: f.locals, next: f.outer };
}

function runIsolated(
  f: Frame,
  template: Template,
  args: readonly (readonly [string, Eval])[],
  set: Setter,
  bound: unknown,
  loop: ForLoop | undefined,
): string {
  f.budget.enter();
  const frame = new Frame(template, f.state, new Variables(NO_GLOBALS, f.variables.shared), f, null);
  if (loop) set.set(frame, args.length + 1, loop);
  for (let at = 0; at < args.length; at++) set.set(frame, at, args[at]?.[1](f));
  if (!isNil(bound)) set.set(frame, args.length, bound);
  f.state.frame = frame;
  const out = template.run(frame);
  f.state.frame = f;
  f.state.signal = 0;
  f.budget.leave();
  return out;
}

/** Sets variables of a partial by name; remembers where the last partial keeps them. */
class Setter {
  private readonly names: readonly string[];
  private template: Template | null = null;
  private indexes: readonly number[] = [];

  constructor(names: readonly string[]) {
    this.names = names;
  }

  /** Sets the variable named `names[at]`. */
  set(frame: Frame, at: number, value: unknown): void {
    const stored = value === undefined ? null : value;
    if (frame.vars === null) {
      frame.variables.named?.set(this.names[at] ?? '', stored);
      return;
    }
    if (this.template !== frame.template) {
      this.template = frame.template;
      this.indexes = this.names.map((name) => frame.template.program.names.indexOf(name));
    }
    const index = this.indexes[at] ?? -1;
    if (index >= 0) frame.vars[index] = stored;
  }
}

function boundValue(operand: Operand | undefined, linker: Linker): Eval | undefined {
  return Array.isArray(operand) ? linker.expr(operand[0]) : undefined;
}

function isCollection(value: unknown): boolean {
  return Array.isArray(value) || value instanceof Range || isHash(value) || value instanceof HostObject;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
