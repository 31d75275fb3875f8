import type { Body, Expr, Operand, TagNode } from '../../program.ts';
import type { Frame } from '../../run/frame.ts';
import { equals } from '../../run/values/compare.ts';
import { truthy } from '../../run/values/values.ts';
import type { Evaluator, PartialTag } from '../evaluator.ts';
import { fold, foldTest } from '../fold.ts';
import { inRegion } from '../freeze.ts';
import { Residue } from '../residue.ts';
import { Whole } from '../signals.ts';

/** Conditions, each followed by its body; `unless` turns the first one round: see run/tags/if. */
export const choice: PartialTag = (node, f, out, e) => {
  const [tag, , ...operands] = node;
  for (let at = 0; at < operands.length; at += 2) {
    const known = e.evaluate(operands[at] as Expr, f);
    const wanted = at > 0 || tag === 'if';
    if (!known) return left(at > 0 ? 'if' : tag, operands.slice(at), f, out, e);
    if (truthy(known.value) === wanted) return e.body(operands[at + 1] as Body, f, out);
  }
};

/** From the first condition on that is not known. */
function left(tag: string, operands: readonly Operand[], f: Frame, out: Residue, e: Evaluator): void {
  const bodies = operands.filter((_, at) => at % 2 === 1) as readonly Body[]; // pairs of conditions and bodies
  inRegion(bodies, f, out, e, () => {
    const branches: Operand[] = [];
    for (let at = 0; at < operands.length; at += 2) {
      const condition = foldTest(operands[at] as Expr, f, e);
      if (condition === false && at > 0) continue;
      branches.push(condition as Operand, inside(operands[at + 1] as Body, f, e));
      if (condition === true && at > 0) break;
    }
    out.node([tag, 0, ...branches]);
  });
}

function inside(body: Body, f: Frame, e: Evaluator): Operand {
  const residue = new Residue();
  e.body(body, f, residue);
  return residue.body as readonly Operand[];
}

/** Value, then lists of values (null: else), each followed by its body: see run/tags/case. */
export const cases: PartialTag = (node, f, out, e) => {
  const [subject, ...pairs] = node.slice(2) as unknown as readonly [Expr, ...(readonly Expr[] | null)[]];
  const value = e.evaluate(subject, f);
  const wanted = pairs.filter((_, at) => at % 2 === 0);
  const isKnown = (values: readonly Expr[] | null | undefined) =>
    values?.every((each) => e.evaluate(each, f)) ?? true;
  if (!value || !wanted.every(isKnown)) return casesLeft(node, f, out, e);
  let matched = false;
  for (const [at, values] of wanted.entries()) {
    const body = pairs[2 * at + 1] as unknown as Body;
    if (values === null && !matched) e.body(body, f, out);
    for (const each of values ?? []) {
      if (f.state.signal !== 0) return;
      const known = e.evaluate(each, f);
      if (!known) throw new Whole('a branch of case sets what a later one compares with');
      if (!equals(value.value, known.value, f.budget)) continue;
      matched = true;
      e.body(body, f, out);
    }
  }
};

function casesLeft(node: TagNode, f: Frame, out: Residue, e: Evaluator): void {
  const [, , subject, ...pairs] = node;
  const bodies = pairs.filter((_, at) => at % 2 === 1) as readonly Body[];
  inRegion(bodies, f, out, e, () => {
    const branches = pairs.map((operand, at) => {
      if (at % 2 === 1) return inside(operand as Body, f, e);
      return operand === null
        ? null
        : (operand as readonly Operand[]).map((each) => fold(each as Expr, f, e) as Operand);
    });
    out.node(['case', 0, fold(subject as Expr, f, e) as Operand, ...branches]);
  });
}
