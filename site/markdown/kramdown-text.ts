import type MarkdownIt from 'markdown-it';
import type { StateCore, Token } from './markdown-it.ts';

/** Signs that kramdown writes for several characters: dashes, ellipses, guillemets and the apostrophe of decades; no others, such as `(c)`. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/---/g, '—'],
  [/--/g, '–'],
  [/\.\.\./g, '…'],
  [/<</g, '«'],
  [/>>/g, '»'],
  [/'(?=\d\ds)/g, '’'],
];

/** Running text as kramdown reads it: its signs and its footnotes; a bare address is no link. */
export function useKramdownText(md: MarkdownIt): void {
  md.set({ linkify: false });
  md.core.ruler.at('replacements', (state) => {
    if (state.md.options.typographer) replaceSigns(state);
  });
  useFootnotes(md);
}

function replaceSigns(state: StateCore): void {
  for (const block of state.tokens) {
    if (block.type !== 'inline') continue;
    for (const token of block.children ?? []) {
      if (token.type !== 'text') continue;
      for (const [pattern, sign] of SIGNS) token.content = token.content.replace(pattern, sign);
    }
  }
}

/** Footnotes with kramdown's ids, which are made of their names, and its numbers. */
function useFootnotes(md: MarkdownIt): void {
  const { rules } = md.renderer;
  const nameOf = (token: Token | undefined) =>
    md.utils.escapeHtml(String(token?.meta.label ?? numberOf(token)));
  const backOf = (token: Token | undefined) => {
    const again: number = token?.meta.subId ?? 0;
    return again > 0 ? `${nameOf(token)}:${again}` : nameOf(token);
  };
  rules.footnote_ref = (tokens, index) => {
    const token = tokens[index];
    return `<sup id="fnref:${backOf(token)}"><a href="#fn:${nameOf(token)}" class="footnote" rel="footnote" role="doc-noteref">${numberOf(token)}</a></sup>`;
  };
  rules.footnote_block_open = () => '<div class="footnotes" role="doc-endnotes">\n<ol>\n';
  rules.footnote_block_close = () => '</ol>\n</div>\n';
  rules.footnote_open = (tokens, index) => `<li id="fn:${nameOf(tokens[index])}">`;
  rules.footnote_anchor = (tokens, index) => {
    const token = tokens[index];
    const again: number = token?.meta.subId ?? 0;
    const number = again > 0 ? `<sup>${again + 1}</sup>` : '';
    return ` <a href="#fnref:${backOf(token)}" class="reversefootnote" role="doc-backlink">↩${number}</a>`;
  };
}

const numberOf = (token: Token | undefined): number => Number(token?.meta.id ?? 0) + 1;
