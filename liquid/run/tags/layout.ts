import { fail } from '../../error.ts';
import { type Eval, Frame, type Outer } from '../frame.ts';
import { HostObject, kindName, Markup } from '../values.ts';
import type { LinkTag } from './link.ts';
import { outerOf, runShared } from './partial.ts';

/** Prints a block. `base` prints the block that it stands in for; null: there is none. */
export type BlockRun = (caller: Frame, outer: Outer | null, base: (() => string) | null) => string;

/** Operands: name, arguments, body. */
export const linkLayout: LinkTag = (operands, linker, at) => {
  const name = linker.expr(operands[0]);
  const args = linker.named(operands[1]);
  const body = linker.body(operands[2]);
  return (f) => {
    f.at = at;
    return runLayout(f, name(f), args, body);
  };
};

/** Runs `body` and keeps its blocks, then prints the layout `name`; `body` alone when there is none. */
export function runLayout(
  f: Frame,
  name: unknown,
  args: readonly (readonly [string, Eval])[],
  body: { run(f: Frame): string },
): string {
  const path = name instanceof Markup ? name.text : name;
  if (path === null || path === undefined || path === false) return body.run(f);
  if (typeof path !== 'string') return fail('layout_name', `The name of a layout is ${kindName(name)} here.`);
  const layout = f.state.partial(path, 'layout');
  const { variables } = f;
  variables.blocks ??= new Map();
  variables.keepBlocks = true;
  const content = body.run(f);
  variables.keepBlocks = false;
  f.state.signal = 0;
  if (!variables.blocks.has('')) variables.blocks.set('', () => printed(content, f));
  const scope = args.flatMap(([argument], index) => [argument, index]);
  const locals: unknown[] = args.map(([, evaluate]) => evaluate(f));
  scope.push('content', locals.length);
  locals.push(f.escape ? new Markup(content) : content);
  return runShared(f, layout, { scope, locals, next: f.outer });
}

/** Operands: name, slot of `block`, body, loop variables of the place. */
export const linkBlock: LinkTag = (operands, linker, at) => {
  const name = String(operands[0]);
  const slot = Number(operands[1]);
  const body = linker.body(operands[2]);
  const scope = Array.isArray(operands[3]) ? operands[3] : [];
  const here = (f: Frame, base: (() => string) | null) => {
    f.locals[slot] = new BlockDrop(base, f.escape);
    return body.run(f);
  };
  return (f) => {
    f.at = at;
    const { variables, template } = f;
    const inner = variables.blocks?.get(name);
    if (!variables.keepBlocks)
      return inner ? inner(f, outerOf(f, scope), () => here(f, null)) : here(f, null);
    const own: BlockRun = (caller, outer, base) => {
      caller.budget.enter();
      const frame = new Frame(template, caller.state, variables, caller, outer);
      frame.at = at;
      frame.loop = caller.loop;
      caller.state.frame = frame;
      const out = here(frame, base);
      caller.state.frame = caller;
      caller.budget.leave();
      return out;
    };
    const kept: BlockRun = (caller, outer, base) =>
      inner ? inner(caller, outer, () => own(caller, outer, base)) : own(caller, outer, base);
    variables.blocks?.set(name, kept);
    return '';
  };
};

function printed(content: string, f: Frame): string {
  f.budget.output(content.length);
  return content;
}

/** `block`: its `super` is the block of the same name in the layout. */
class BlockDrop extends HostObject {
  private readonly base: (() => string) | null;
  private readonly escapes: boolean;

  constructor(base: (() => string) | null, escapes: boolean) {
    super();
    this.base = base;
    this.escapes = escapes;
  }

  get(key: string): unknown {
    if (key !== 'super' || this.base === null) return undefined;
    const text = this.base();
    return this.escapes ? new Markup(text) : text;
  }
}
