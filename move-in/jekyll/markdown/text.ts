import { rewriteLiquid } from '../liquid/rewrite.ts';
import type { Plan } from '../plan.ts';
import type { Doc } from '../source/site.ts';
import { settleCode } from './liquid-in-code.ts';

/** The text of a page or an entry for the new site. */
export function moveText(doc: Doc, plan: Plan): string {
  const role = doc.kind === 'page' ? 'page' : 'entry';
  const { source, body, isMarkdown } = doc;
  const escapes = isMarkdown || /^\.(?:html?|xml|xhtml|rss|atom|svg)$/.test(doc.outEnding);
  const template = { plan, source, role, escapes, isMarkdown } as const;
  if (!isMarkdown) return rewriteLiquid(body, template);
  const path = source;
  const settled = settleCode(body, {
    ran: (old) =>
      plan.report.rewritten('code_runs', 'Liquid in code ran: the code is marked to run.', {
        path,
        old: firstLine(old),
      }),
    bare: (old) =>
      plan.report.rewritten('raw', 'Code is shown as it is: raw around it was removed.', {
        path,
        old: firstLine(old),
      }),
  });
  return rewriteLiquid(settled, template);
}

const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').slice(0, 120);
