import type { Token } from './markdown-it.ts';
import { tokenLike } from './token-like.ts';

const MORE = /^\s*<!--\s*more\s*-->\s*$/;

/** The beginning of a text: to a comment `<!-- more -->`, else to the end of the first paragraph, else all of it. */
export function excerptOf(tokens: Token[]): Token[] {
  const more = tokens.findIndex(isMore);
  if (more < 0) return tokens.slice(0, firstParagraph(tokens) + 1);
  const marked = tokens[more];
  if (marked?.type !== 'inline') return tokens.slice(0, more);
  const children = marked.children ?? [];
  const cut = children.slice(0, children.findIndex(isComment));
  // The same paragraph, as far as it goes.
  const shortened = tokenLike(marked, { children: cut });
  return [...tokens.slice(0, more), shortened, ...tokens.slice(more + 1, more + 2)];
}

const isComment = ({ type, content }: Token): boolean => type === 'html_inline' && MORE.test(content);

/** Outside of quotes and lists only: half of one is no beginning. */
function isMore(token: Token): boolean {
  if (token.type === 'html_block') return token.level === 0 && MORE.test(token.content);
  // `{::comment more /}`, of which nothing is in the HTML: see kramdown/extensions.ts.
  if (token.type === 'kramdown_end') return token.level === 0 && token.info === 'more';
  return token.type === 'inline' && token.level === 1 && (token.children ?? []).some(isComment);
}

function firstParagraph(tokens: readonly Token[]): number {
  const found = tokens.findIndex(({ type, level }) => type === 'paragraph_close' && level === 0);
  return found < 0 ? tokens.length : found;
}
