import type MarkdownIt from 'markdown-it';
import type { StateCore, Token } from './markdown-it.ts';

/**
 * Keeps all signs of the text for who does not see a picture. markdown-it's own renderer leaves out what was written with a backslash, as an
 * entity, or as code: `![a \[b\]](x)` had the text `a b`. CommonMark has them in it.
 */
export function useAltTexts(md: MarkdownIt): void {
  md.core.ruler.push('alt_texts', ({ tokens }: StateCore) => {
    for (const { children } of tokens)
      for (const image of children ?? []) if (image.type === 'image') settle(image.children ?? []);
  });
}

function settle(tokens: readonly Token[]): void {
  for (const token of tokens) {
    if (token.type === 'image') settle(token.children ?? []);
    // What looks like Liquid stays out of attributes where it is shown as code.
    const isText =
      token.type === 'text_special' || (token.type === 'code_inline' && !token.content.includes('{'));
    if (isText) token.type = 'text';
  }
}
