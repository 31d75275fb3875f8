import type { Body, Expr, Operand } from '../../program.ts';
import { Frame, type Outer, type Template, type Variables } from '../../run/frame.ts';
import { nested, outerOf, slots, templateName } from '../../run/tags/partial.ts';
import { HostObject, Markup, truthy } from '../../run/values/values.ts';
import type { Base, BlockPart, Blocks } from '../blocks.ts';
import type { Evaluator, PartialTag } from '../evaluator.ts';
import { fold } from '../fold.ts';
import { Residue } from '../residue.ts';
import { Unknown, Whole } from '../signals.ts';

/** Name, arguments, body: see run/tags/layout. */
export const layout: PartialTag = (node, f, out, e) => {
  const [, , name, args, body] = node;
  const known = e.evaluate(name as Expr, f);
  if (!known) throw new Whole('its layout is not known');
  const named = Object.entries(args as Readonly<Record<string, Expr>>);
  inLayout(f, known.value, named, out, e, (inside) => e.body(body as Body, f, inside));
};

/** Evaluates `body`, then the layout `name` with its blocks; `body` alone when that is nil or false. */
export function inLayout(
  f: Frame,
  name: unknown,
  args: readonly (readonly [string, Expr])[],
  out: Residue,
  e: Evaluator,
  body: (out: Residue) => void,
): void {
  if (!truthy(name)) {
    body(out);
    return;
  }
  if (e.regions > 0 || e.pure > 0) throw new Whole('a condition that is not known runs layout');
  const template = f.state.partial(templateName(name), 'layout');
  const blocks = blocksOf(f.variables, e);
  const inside = new Residue();
  blocks.keep = true;
  body(inside);
  blocks.keep = false;
  f.state.signal = 0;
  const content = contentOf(inside, f, out, e);
  if (!blocks.kept.has('')) blocks.kept.set('', reprinted(inside));
  const scope = slots([...args.map(([argument]) => argument), 'content']);
  const locals = args.map(([argument, value]) => argumentOf(argument, value, f, out, e));
  shared(f, template, { scope, locals: [...locals, content], next: f.outer }, e, out);
}

/** `content` of the layout. What is not known of it is captured: it was evaluated before the layout. */
function contentOf(inside: Residue, f: Frame, out: Residue, e: Evaluator): unknown {
  const text = inside.known;
  const { start } = f.template.program;
  if (text !== undefined) {
    f.budget.text(text.length);
    return f.escape ? new Markup(text, start) : text;
  }
  const cell = e.cells.make('content');
  out.node(['capture', 0, cell.index, inside.body, ...(start === undefined ? [] : [start])]);
  return new Unknown(cell.expr);
}

function reprinted(inside: Residue): BlockPart {
  return (_caller, _outer, _base, out) => {
    const text = inside.known;
    if (text === undefined) throw new Whole('a block without a name prints what is not known');
    out.text(text);
  };
}

function argumentOf(name: string, value: Expr, f: Frame, out: Residue, e: Evaluator): unknown {
  const known = e.evaluate(value, f);
  if (known) return known.value;
  const cell = e.cells.make(name);
  out.node(['assign', 0, cell.index, fold(value, f, e) as Operand]);
  return new Unknown(cell.expr);
}

function shared(f: Frame, template: Template, outer: Outer, e: Evaluator, out: Residue): void {
  const frame = new Frame(template, f.state, f.variables, f, outer);
  frame.loop = f.loop;
  nested(f, frame, () => {
    e.enter(template);
    e.body(template.program.body, frame, out);
    return '';
  });
}

/** Name, slot of `block`, body, scope, place: see run/tags/layout. */
export const block: PartialTag = (node, f, out, e) => {
  const [, at, given, slotOf, operand, scopeOf, placeOf] = node;
  if (e.regions > 0 || e.pure > 0) throw new Whole('a condition that is not known runs a block');
  const [name, slot, body] = [String(given), Number(slotOf), operand as Body];
  const scope = scopeOf as readonly Operand[];
  const place = placeOf as string | undefined;
  const here = (frame: Frame, base: Base | null, into: Residue) => {
    frame.locals[slot] = new Super(base, frame, place, e);
    e.body(body, frame, into);
  };
  const blocks = blocksOf(f.variables, e);
  const inner = blocks.kept.get(name);
  if (!blocks.keep) {
    if (inner) inner(f, outerOf(f, scope), (into) => here(f, null, into), out);
    else here(f, null, out);
    return;
  }
  const { variables, template } = f;
  const own: BlockPart = (caller, outer, base, into) => {
    const frame = new Frame(template, caller.state, variables, caller, outer);
    frame.at = at;
    frame.loop = caller.loop;
    nested(caller, frame, () => {
      here(frame, base, into);
      return '';
    });
  };
  blocks.kept.set(name, (caller, outer, base, into) =>
    inner
      ? inner(caller, outer, (deeper) => own(caller, outer, base, deeper), into)
      : own(caller, outer, base, into),
  );
};

function blocksOf(variables: Variables, e: Evaluator): Blocks {
  const known = e.blocks.get(variables) ?? { kept: new Map(), keep: false };
  e.blocks.set(variables, known);
  return known;
}

/** `block`: its `super` is known, or the page stays whole. */
class Super extends HostObject {
  readonly #base: Base | null;
  readonly #frame: Frame;
  readonly #place: string | undefined;
  readonly #evaluator: Evaluator;

  constructor(base: Base | null, frame: Frame, place: string | undefined, evaluator: Evaluator) {
    super();
    this.#base = base;
    this.#frame = frame;
    this.#place = place;
    this.#evaluator = evaluator;
  }

  get(key: string): unknown {
    if (key !== 'super' || this.#base === null) return undefined;
    const out = new Residue();
    this.#evaluator.pure++;
    this.#base(out);
    this.#evaluator.pure--;
    const text = out.known;
    if (text === undefined) throw new Whole('block.super is not known');
    return this.#frame.escape ? new Markup(text, this.#place) : text;
  }
}
