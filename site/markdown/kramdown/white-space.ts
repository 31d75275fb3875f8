import type MarkdownIt from 'markdown-it';
import type { StateCore, Token } from '../markdown-it.ts';

/**
 * White space between blocks as kramdown writes it: each on a line of its own, indented by two for each that it is in, with an empty
 * line where the source has one. No page shows it, but templates count it when they make plain text of a page and cut it.
 */
export function useWhiteSpace(md: MarkdownIt): void {
  md.core.ruler.push('kramdown_white_space', ({ tokens, src, Token: Made }: StateCore) => {
    const lines = src.split('\n');
    const spaced: Token[] = [];
    const place: Place = { depth: 0, afterLiquid: false };
    let before: Token | undefined;
    for (const token of tokens) {
      const space = spaceBefore(token, before, place, lines);
      if (!/^kramdown_(?:end|list)$/.test(token.type)) before = token;
      if (space !== '') {
        const made = new Made('kramdown_space', '', 0);
        made.content = space;
        spaced.push(made);
      }
      spaced.push(token);
    }
    // The list itself is the parser's.
    tokens.splice(0, tokens.length);
    for (const token of spaced) tokens.push(token);
  });
  md.renderer.rules.kramdown_space = (tokens, index) => tokens[index]?.content ?? '';
}

interface Place {
  /** Elements around. */
  depth: number;
  /** Whether nothing but Liquid is between this block and the one before: its lines are empty there. */
  afterLiquid: boolean;
}

/** What prints nothing, or stands within a line. */
const NONE = /^(?:inline|liquid_\w+|kramdown_end|kramdown_list|footnote_\w+)$/;
/** Parts of others, which have no empty lines between them. */
const PART = /^(?:list_item|dt|dd|thead|tbody|tr|th|td)_open$/;

function spaceBefore(
  token: Token,
  before: Token | undefined,
  place: Place,
  lines: readonly string[],
): string {
  if (token.type === 'liquid_block') place.afterLiquid = true;
  if (NONE.test(token.type) || token.hidden) return '';
  if (token.nesting === -1) {
    place.depth--;
    const isOpen =
      before === undefined ||
      before.nesting === 1 ||
      /^(?:inline|footnote_anchor)$/.test(before.type) ||
      before.hidden;
    return isOpen ? '' : '  '.repeat(Math.max(0, place.depth));
  }
  const isFirst = before === undefined || before.nesting === 1;
  const isApart = !isFirst && !PART.test(token.type) && (place.afterLiquid || isAfterBlank(token, lines));
  place.afterLiquid = false;
  const space = '  '.repeat(place.depth);
  if (token.nesting === 1) place.depth++;
  // The library puts a line break behind a text without a paragraph where the next token is the element.
  return `${before?.hidden && token.block ? '\n' : ''}${isApart ? '\n' : ''}${space}`;
}

/** Whether there is an empty line before a block and its attributes. */
function isAfterBlank({ map }: Token, lines: readonly string[]): boolean {
  let line = (map?.[0] ?? 0) - 1;
  while (line > 0 && /^[>\s]*(?:\{:|\*?\[[^\]]*\]:)/.test(lines[line] ?? '')) line--;
  return line >= 0 && /^[>\s]*$/.test(lines[line] ?? '');
}
