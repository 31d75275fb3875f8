import type { Expr, Operand, TagNode } from '../../program.ts';
import { setNamed } from '../../run/expressions/variables.ts';
import { Frame, type Template, Variables } from '../../run/frame.ts';
import { FOR_FIELDS, Loop } from '../../run/loop.ts';
import { isCollection, lastPart, nested } from '../../run/tags/partial.ts';
import { toItems } from '../../run/values/property.ts';
import { isNil } from '../../run/values/values.ts';
import type { Evaluator, PartialTag } from '../evaluator.ts';
import { fold, residueOf } from '../fold.ts';
import { hidePage } from '../page.ts';
import { globalOf, pageSetIn } from '../reads.ts';
import type { Residue } from '../residue.ts';
import { Unknown } from '../signals.ts';

type Args = Readonly<Record<string, Expr>>;

/** Name, bound value in a list, whether it repeats, alias, arguments: see run/tags/partial. */
export const rendered: PartialTag = (node, f, out, e) => {
  const [, , name, boundOf, repeats, alias, args] = node;
  const call: Call = {
    template: f.state.partial(String(name), 'partial'),
    args: args as Args,
    key: typeof alias === 'string' ? alias : lastPart(String(name)),
    out,
    e,
  };
  const bound = boundOf ? ((boundOf as readonly Expr[])[0] ?? null) : undefined;
  const known = bound === undefined ? { value: undefined } : e.evaluate(bound, f);
  if (!known && (repeats || !hides(f, call))) return left(node, f, out, e);
  if (!known) return inline(f, call, new Unknown(residueOf(bound ?? null, f, e)), null);
  if (!repeats || !isCollection(known.value)) return inline(f, call, known.value, null);
  const items = e.attempt(f, () => toItems(known.value, f.budget))?.value;
  if (!items) return left(node, f, out, e);
  const loop = new Loop(FOR_FIELDS, items.length, String(name));
  for (const item of items) {
    inline(f, call, item, loop);
    loop.index0++;
  }
};

interface Call {
  readonly template: Template;
  readonly args: Args;
  /** The variable that the bound value is in. */
  readonly key: string;
  readonly out: Residue;
  readonly e: Evaluator;
}

/** Whether a value that may be nil can be bound: nil leaves an argument or a global of its name as it is. */
function hides(f: Frame, { args, key }: Call): boolean {
  return !Object.hasOwn(args, key) && globalOf(f, key)?.value === undefined && globalOf(f, key) !== undefined;
}

/** Evaluates a partial in its place, with variables of its own. */
function inline(f: Frame, { template, args, key, out, e }: Call, bound: unknown, loop: Loop | null): void {
  const frame = new Frame(template, f.state, new Variables({}, f.variables.shared), f, null);
  if (loop) setNamed(frame, 'forloop', loop);
  for (const [name, value] of Object.entries(args)) {
    const known = e.evaluate(value, f);
    if (known) setNamed(frame, name, known.value);
    else give(frame, name, residueOf(value, f, e), out, e);
  }
  if (bound instanceof Unknown) give(frame, key, bound.expr, out, e);
  else if (!isNil(bound)) setNamed(frame, key, bound);
  nested(f, frame, () => {
    e.enter(template);
    e.body(template.program.body, frame, out);
    return '';
  });
  f.state.signal = 0;
}

/** Gives a partial an argument that is not known. It is evaluated also where the partial does not read it. */
function give(frame: Frame, name: string, expr: Expr, out: Residue, e: Evaluator): void {
  const index = frame.template.indexes.get(name);
  if (index !== undefined && frame.vars) {
    e.keep(frame, index, expr, out);
    return;
  }
  const cell = e.cells.make(name);
  out.node(['assign', 0, cell.index, expr as Operand]);
  setNamed(frame, name, new Unknown(cell.expr));
}

/** A partial that is rendered at the edge. */
function left(node: TagNode, f: Frame, out: Residue, e: Evaluator): void {
  const [, , name, bound, repeats, alias, args] = node;
  for (const member of pageSetIn([node], (partial) => f.state.partial(partial, 'partial')))
    hidePage(f, member);
  const folded = Object.entries(args as Args).map(([key, value]) => [key, fold(value, f, e) as Operand]);
  const value = bound ? [fold((bound as readonly Expr[])[0] ?? null, f, e) as Operand] : null;
  e.leaves.partial = true;
  out.node([
    'render',
    0,
    name ?? '',
    value,
    repeats ?? false,
    alias ?? null,
    Object.fromEntries(folded) as Operand,
  ]);
}
