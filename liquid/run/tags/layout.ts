import type { Body, Expr, Operand } from '../../program.ts';
import type { Budget } from '../budget.ts';
import { type BlockRun, type Eval, Frame } from '../frame.ts';
import { HostObject, Markup, truthy } from '../values/values.ts';
import type { LinkTag } from './link.ts';
import { nested, outerOf, runShared, slots, templateName } from './partial.ts';

/** See compile/tags/layout.ts. */
type LayoutOperands = readonly [name: Expr, args: Readonly<Record<string, Expr>>, body: Body];

export const linkLayout: LinkTag<LayoutOperands> = ([nameOf, argsOf, bodyOf], linker, at) => {
  const name = linker.expr(nameOf);
  const args = linker.named(argsOf);
  const body = linker.body(bodyOf);
  return (f) => {
    f.at = at;
    return runLayout(f, name(f), args, body);
  };
};

/** Runs `body` and keeps its blocks, then prints the layout `name`; `body` alone when that is nil or false. */
export function runLayout(
  f: Frame,
  name: unknown,
  args: readonly (readonly [string, Eval])[],
  body: { run(f: Frame): string },
): string {
  if (!truthy(name)) return body.run(f);
  const layout = f.state.partial(templateName(name), 'layout');
  const { variables } = f;
  variables.blocks ??= new Map();
  const { blocks } = variables;
  variables.keepBlocks = true;
  const content = body.run(f);
  variables.keepBlocks = false;
  f.budget.kept(content.length);
  f.state.signal = 0;
  if (!blocks.has('')) blocks.set('', (caller) => reprinted(content, caller));
  const scope = slots([...args.map(([argument]) => argument), 'content']);
  const locals: unknown[] = args.map(([, evaluate]) => evaluate(f));
  locals.push(f.escape ? new Markup(content, f.template.program.start) : content);
  return runShared(f, layout, { scope, locals, next: f.outer });
}

/** See compile/tags/layout.ts. */
type BlockOperands = readonly [
  name: string,
  slot: number,
  body: Body,
  scope: readonly Operand[],
  place?: string,
];

export const linkBlock: LinkTag<BlockOperands> = ([name, slot, bodyOf, scope, place], linker, at) => {
  const body = linker.body(bodyOf);
  const here = (f: Frame, base: (() => string) | null) => {
    f.locals[slot] = new BlockDrop(base, f, place);
    return body.run(f);
  };
  return (f) => {
    f.at = at;
    const { variables, template } = f;
    const inner = variables.blocks?.get(name);
    if (!variables.keepBlocks)
      return inner ? inner(f, outerOf(f, scope), () => here(f, null)) : here(f, null);
    const own: BlockRun = (caller, outer, base) => {
      const frame = new Frame(template, caller.state, variables, caller, outer);
      frame.at = at;
      frame.loop = caller.loop;
      return nested(caller, frame, () => here(frame, base));
    };
    variables.blocks?.set(name, (caller, outer, base) =>
      inner ? inner(caller, outer, () => own(caller, outer, base)) : own(caller, outer, base),
    );
    return '';
  };
};

function reprinted(content: string, f: Frame): string {
  f.budget.output(content.length);
  return content;
}

/** `block`: its `super` is the block of the same name in the layout. */
class BlockDrop extends HostObject {
  private readonly base: (() => string) | null;
  private readonly escapes: boolean;
  private readonly budget: Budget;
  private readonly place: string | undefined;

  constructor(base: (() => string) | null, { escape: escapes, budget }: Frame, place: string | undefined) {
    super();
    this.base = base;
    this.escapes = escapes;
    this.budget = budget;
    this.place = place;
  }

  get(key: string): unknown {
    if (key !== 'super' || this.base === null) return undefined;
    const text = this.base();
    this.budget.kept(text.length);
    return this.escapes ? new Markup(text, this.place) : text;
  }
}
