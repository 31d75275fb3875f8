import type MarkdownIt from 'markdown-it';
import type { StateCore, Token } from '../markdown-it.ts';
import { takeOwnId } from '../own-id.ts';
import { optionsOf } from './extensions.ts';

/** Ids of headings as kramdown's parser for GitHub's Markdown makes them: of their text with its signs; pictures count as nothing. */
export function useKramdownIds(md: MarkdownIt): void {
  md.core.ruler.at('heading_ids', (state: StateCore) => {
    const times = new Map<string, number>();
    state.tokens.forEach((token, index) => {
      const inline = state.tokens[index + 1];
      if (token.type !== 'heading_open' || !inline) return;
      const own = takeOwnId(inline) ?? token.attrGet('id');
      if (own !== null) token.attrSet('id', own);
      else if (state.md.options.ids && optionsOf(state.env).ids) {
        const id = idOf(textOf(inline));
        const before = times.get(id) ?? 0;
        times.set(id, before + 1);
        token.attrSet('id', before === 0 ? id : `${id}-${before}`);
      }
    });
  });
}

const idOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{Nd}\p{Pc}\- \t]/gu, '')
    .replaceAll(/[ \t]/g, '-');

const TEXT: ReadonlySet<string> = new Set(['text', 'text_special', 'code_inline', 'kramdown_math']);

function textOf({ children }: Token): string {
  const parts = children ?? [];
  const text = parts
    .map(({ type, content }) => (TEXT.has(type) ? content : /break$/.test(type) ? ' ' : ''))
    .join('');
  return parts.some(({ type }) => type === 'liquid') ? text.trim() : text;
}
