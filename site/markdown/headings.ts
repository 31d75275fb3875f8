import GithubSlugger from 'github-slugger';
import type MarkdownIt from 'markdown-it';
import type { StateCore, Token } from './markdown-it.ts';
import { takeOwnId } from './own-id.ts';

/** A heading of a text, for a table of contents. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  /** As it reads, without Liquid. */
  readonly text: string;
}

/** Gives each heading an id: what `{#id}` at its end says, else one made of its text as GitHub makes it. */
export function useHeadings(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'heading_ids', headingIds);
}

function headingIds(state: StateCore): void {
  const slugger = new GithubSlugger();
  state.tokens.forEach((token, index) => {
    const inline = state.tokens[index + 1];
    if (token.type !== 'heading_open' || !inline) return;
    const id = takeOwnId(inline) ?? token.attrGet('id');
    if (id !== null) slugger.slug(id);
    if (id !== null) token.attrSet('id', id);
    else if (state.md.options.ids) token.attrSet('id', slugger.slug(plainText(inline).trim()));
  });
}

/** What a reader sees of running text; Liquid counts as nothing. */
export function plainText({ children }: Token): string {
  return (children ?? [])
    .map((child) => {
      if (child.type === 'text' || child.type === 'code_inline') return child.content;
      if (child.type === 'image') return plainText(child);
      return child.type === 'softbreak' || child.type === 'hardbreak' ? ' ' : '';
    })
    .join('');
}

export function headingsOf(tokens: readonly Token[]): Heading[] {
  return tokens.flatMap((token, index) => {
    const inline = tokens[index + 1];
    if (token.type !== 'heading_open' || !inline) return [];
    const level = Number(token.tag.slice(1));
    return [{ level, id: token.attrGet('id') ?? '', text: plainText(inline).trim() }];
  });
}
