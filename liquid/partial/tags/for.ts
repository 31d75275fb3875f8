import type { Body, Expr, Operand, TagNode } from '../../program.ts';
import { X } from '../../program.ts';
import { BREAK, type Frame } from '../../run/frame.ts';
import { FOR_FIELDS, Loop } from '../../run/loop.ts';
import { integerOption, type Slice, slice } from '../../run/values/slice.ts';
import { type Evaluator, LeftLoop, type PartialTag } from '../evaluator.ts';
import { fold } from '../fold.ts';
import { inRegion } from '../freeze.ts';
import { Residue } from '../residue.ts';
import { Unknown, Whole } from '../signals.ts';

/** Characters that are left of a loop which is written out round by round. */
const WRITTEN = 32 * 1024;

/** Slot, name, items, limit, offset, whether reversed, body, body for no items: see run/tags/for. */
export const loop: PartialTag = (node, f, out, e) => {
  const [, , slot, , items, limit, offset] = node;
  if (offset === true) throw new Whole('a loop goes on where another one ended');
  const part = e.kept.has(node) ? undefined : partOf(items as Expr, limit as Expr, offset as Expr, f, e);
  if (part) rounds(node, Number(slot), part, f, out, e);
  else left(node, Number(slot), f, out, e);
};

/** What a loop visits, as in run/tags/for; undefined where it is not known. */
function partOf(items: Expr, limit: Expr, offset: Expr, f: Frame, e: Evaluator): Slice | undefined {
  const from = e.evaluate(offset, f);
  const source = e.evaluate(items, f);
  const most = e.evaluate(limit, f);
  if (!from || !source || !most) return undefined;
  return e.attempt(f, () => {
    const first = integerOption(from.value, 'offset', f) ?? 0;
    return slice(source.value, first, integerOption(most.value, 'limit', f), f);
  })?.value;
}

function rounds(
  node: TagNode,
  slot: number,
  { items, start, end }: Slice,
  f: Frame,
  out: Residue,
  e: Evaluator,
): void {
  const [, , , name, , , , backwards, body, otherwise] = node;
  if (start >= end) {
    if (otherwise) e.body(otherwise as Body, f, out);
    return;
  }
  const { locals, state, loop: outer } = f;
  const round = new Loop(FOR_FIELDS, end - start, String(name), outer);
  locals[slot + 1] = round;
  f.loop = round;
  const before = out.size;
  for (let index = 0; index < round.length; index++) {
    locals[slot] = items[backwards ? end - 1 - index : start + index];
    round.index0 = index;
    e.body(body as Body, f, out);
    if (out.size - before > WRITTEN) e.tooLarge(node);
    const { signal } = state;
    state.signal = 0;
    if (signal === BREAK) break;
  }
  f.loop = outer;
}

/** A loop that stays one. Its body is evaluated once for all rounds. */
function left(node: TagNode, slot: number, f: Frame, out: Residue, e: Evaluator): void {
  const [, , , name, items, limit, offset, backwards, body, otherwise] = node;
  const bodies = [body, otherwise ?? []] as readonly Body[];
  e.leaves.loop = true;
  const outer = f.loop;
  if (!(outer instanceof LeftLoop) && (outer !== null || e.loops > 0)) e.forloops.moved = true;
  inRegion(
    bodies,
    f,
    out,
    e,
    () => {
      const options = [items, limit, offset].map((each) => fold(each as Expr, f, e) as Operand);
      if (options[2] === true) throw new Whole('an offset is no number');
      e.cells.withSlots((own) => {
        f.locals[slot] = new Unknown([X.local, own]);
        f.locals[slot + 1] = new Unknown([X.local, own + 1]);
        const [inside, instead] = bodies.map((each, at) => {
          const residue = new Residue();
          f.loop = at === 0 ? new LeftLoop() : outer;
          e.body(each, f, residue);
          return residue.body as readonly Operand[];
        });
        f.loop = outer;
        const none = otherwise ? (instead ?? null) : null;
        out.node(['for', 0, own, name ?? '', ...options, backwards ?? false, inside ?? [], none]);
      });
    },
    true,
  );
}
