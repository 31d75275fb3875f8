import type { PartialTag, PartialTags } from '../../../liquid/partial/evaluator.ts';
import { fold } from '../../../liquid/partial/fold.ts';
import { hide, hidePage, pageOf } from '../../../liquid/partial/page.ts';
import { Whole } from '../../../liquid/partial/signals.ts';
import type { Expr, Operand } from '../../../liquid/program.ts';

/** Name, value: see site/extensions/set-page-tag. The tag stays, since `page` as a whole may be read at the edge. */
const page: PartialTag = (node, f, out, e) => {
  const [, , given, value] = node;
  const name = String(given);
  const known = e.regions === 0 ? e.evaluate(value as Expr, f) : undefined;
  out.node(['page', 0, name, fold(value as Expr, f, e) as Operand]);
  const target = pageOf(f);
  if (!target) return;
  if (e.regions > 0) hidePage(f, name);
  else if (!known) hide(target, name);
  else
    Object.defineProperty(target, name, {
      value: known.value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
};

/** Where nothing decides whether it runs, the page is never there. */
const notFound: PartialTag = (node, _f, out, e) => {
  if (e.regions === 0) throw new Whole('it is not found');
  out.node(['not_found', 0, ...node.slice(2)]);
};

/** The partial halves of the project's own tags. */
export const PAGE_TAGS: PartialTags = new Map([
  ['not_found', notFound],
  ['page', page],
]);
