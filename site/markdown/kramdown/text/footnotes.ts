import type MarkdownIt from 'markdown-it';
import type { StateCore, Token } from '../../markdown-it.ts';
import { image, link } from '../library-rules.ts';
import { closeOf } from '../toc.ts';

const SPACE = '\u00a0';

/** Footnotes with kramdown's ids, which are made of their names, its classes and its numbers. It has none within a line. */
export function useFootnotes(md: MarkdownIt): void {
  const { rules } = md.renderer;
  const nameOf = (token: Token | undefined) =>
    md.utils.escapeHtml(String(token?.meta.label ?? numberOf(token)));
  const backOf = (token: Token | undefined) => {
    const again: number = token?.meta.subId ?? 0;
    return again > 0 ? `${nameOf(token)}:${again}` : nameOf(token);
  };
  md.inline.ruler.disable('footnoteInline');
  // No link and no picture begins with `[^`: it is a footnote, or text.
  md.inline.ruler.at('link', (state, silent) => state.src[state.pos + 1] !== '^' && link(state, silent));
  md.inline.ruler.at('image', (state, silent) => state.src[state.pos + 2] !== '^' && image(state, silent));
  md.core.ruler.push('kramdown_notes', putNotes);
  rules.footnote_ref = (tokens, index) => {
    const token = tokens[index];
    return `<sup id="fnref:${backOf(token)}" role="doc-noteref"><a href="#fn:${nameOf(token)}" class="footnote" rel="footnote">${numberOf(token)}</a></sup>`;
  };
  rules.footnote_block_open = () => '<div class="footnotes" role="doc-endnotes">\n  <ol>\n';
  rules.footnote_block_close = () => '  </ol>\n</div>\n';
  rules.footnote_open = (tokens, index) => `<li id="fn:${nameOf(tokens[index])}" role="doc-endnote">`;
  rules.footnote_anchor = (tokens, index) => {
    const token = tokens[index];
    const again: number = token?.meta.subId ?? 0;
    const number = again > 0 ? `<sup>${again + 1}</sup>` : '';
    const link = `<a href="#fnref:${backOf(token)}" class="reversefootnote" role="doc-backlink">&#8617;${number}</a>`;
    let end = index;
    while (tokens[end]?.type === 'footnote_anchor') end++;
    if (tokens[end]?.type === 'paragraph_close') return SPACE + link;
    // Behind a list or a quote, links have a paragraph of their own.
    const opens = again === 0 ? '<p>' : SPACE;
    return opens + link + (tokens[index + 1]?.type === 'footnote_anchor' ? '' : '</p>\n');
  };
}

const numberOf = (token: Token | undefined): number => Number(token?.meta.id ?? 0) + 1;

/** Footnotes are in place of the first list that has `{:footnotes}`. */
function putNotes(state: StateCore): void {
  const { tokens } = state;
  const at = tokens.findIndex(
    ({ nesting, tag, meta }) => nesting === 1 && /^[ou]l$/.test(tag) && meta?.isPlaceOfNotes,
  );
  const from = tokens.findIndex(({ type }) => type === 'footnote_block_open');
  if (at < 0 || (from >= 0 && from < at)) return;
  const end = from < 0 ? tokens.length : from;
  state.tokens = [
    ...tokens.slice(0, at),
    ...tokens.slice(end),
    ...tokens.slice(closeOf(tokens, at) + 1, end),
  ];
}
