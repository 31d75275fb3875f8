import { typeOfPage } from '../../../schema/media.ts';
import { compileFile } from '../../../site/files/compile-file.ts';
import { rewriteLiquid } from '../liquid/rewrite.ts';
import type { Plan } from '../plan.ts';
import type { Doc } from '../source/site.ts';
import { inlineHalves } from './halves.ts';
import { inlineIncludes } from './inline-includes.ts';
import { settleKramdown, withOptions } from './kramdown.ts';
import { settleLinks } from './links.ts';
import { settleCode } from './liquid-in-code.ts';
import { settleItems, settleTagLines } from './tag-lines.ts';

/** The text of a page or an entry for the new site. */
export function moveText(doc: Doc, plan: Plan): string {
  const role = doc.kind === 'page' ? 'page' : 'entry';
  const { source, body, isMarkdown } = doc;
  const media = typeOfPage(doc.target);
  const template = {
    plan,
    source,
    role,
    escapes: media.escape !== false,
    isMarkdown,
    isCode: media.escape === 'data',
  } as const;
  if (!isMarkdown) return markExcerpt(rewriteLiquid(body, template), doc, plan);
  const path = source;
  const included = inlineIncludes(body, plan, source);
  if (included !== body)
    plan.report.rewritten(
      'include_inlined',
      'Includes of Markdown, and of halves of elements, are in the texts that have them.',
      {
        path,
      },
    );
  const whole = inlineHalves(included, plan, (old, value) =>
    plan.report.rewritten('half_inlined', 'Halves of elements are in the texts that print them.', {
      path,
      old,
      new: firstLine(value),
    }),
  );
  const settled = settleCode(whole, plan.site.config.blockHtml, {
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
  const text = rewriteLiquid(settleLinks(settleKramdown(settleItems(settled)), doc, plan), template);
  const marked = markExcerpt(settleBlocks(text, doc, plan), doc, plan);
  return withOptions(marked, plan.site.config.data.kramdown);
}

/** Where tags open in one block of Markdown and close in another, they get lines of their own. */
function settleBlocks(text: string, { source, target }: Doc, { report }: Plan): string {
  if (!text.includes('{%') || !crosses(target, text)) return text;
  const settled = settleTagLines(text);
  if (crosses(target, settled))
    report.left(
      'tag_across_blocks',
      'A tag opens in one block of Markdown and closes in another.',
      'Put both on lines of their own, with a blank line on each side.',
      { path: source },
    );
  else
    report.rewritten('tag_lines', 'Tags that go over blocks of Markdown are on lines of their own.', {
      path: source,
    });
  return settled;
}

const crosses = (target: string, text: string): boolean =>
  compileFile(target, text, { markdown: { html: 'kramdown', smart: true } }).diagnostics.some(
    ({ code }) => code === 'tag_across_blocks',
  );

const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').slice(0, 120);

/** Where the excerpt of a document ends, in our own words. */
function markExcerpt(
  text: string,
  { kind, data, source, isMarkdown }: Doc,
  { site, report, excerpts }: Plan,
): string {
  if (kind === 'page' || !excerpts) return text;
  const own = data.excerpt_separator;
  const separator = typeof own === 'string' ? own : site.config.excerptSeparator;
  if (separator === '') return text;
  const trimmed = text.trimStart();
  const at = text.indexOf(separator, text.length - trimmed.length);
  if (separator === '\n\n') {
    const first = at < 0 ? text : text.slice(0, at);
    // Our own rule, the first paragraph, says the same of plain text.
    if (isMarkdown && !/^\s*(?:[#>*+<|{~`-]|\d+[.)]|\s{4})|\n(?:=+|-+)\s*$|\n\s*[#<*>{-]/.test(first))
      return text;
    const mark = isMarkdown ? HIDDEN : MORE;
    return at < 0 ? atEnd(text, isMarkdown) : `${first}\n\n${mark}${text.slice(at)}`;
  }
  if (at < 0) return atEnd(text, isMarkdown);
  if (separator === MORE || separator === '<!--more-->') return text;
  report.rewritten('excerpt', 'The end of an excerpt is marked in another way.', {
    path: source,
    old: separator,
    new: MORE,
  });
  return text.slice(0, at) + MORE + text.slice(at + separator.length);
}

const MORE = '<!-- more -->';
/** The same in Markdown, where nothing of it is in the HTML that templates count and search. */
const HIDDEN = '{::comment more /}';

/** A text that is its own excerpt. Templates that look for a separator do not find this one. */
const atEnd = (text: string, isMarkdown: boolean): string =>
  `${text.trimEnd()}\n\n${isMarkdown ? HIDDEN : '<!-- more-->'}\n`;
