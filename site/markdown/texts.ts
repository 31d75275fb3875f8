import type { TEXTS } from './compile.ts';

/** What reads texts in Markdown: site/markdown/compile.ts, which the editor loads when the first is edited. */
export type MarkdownTexts = typeof TEXTS;

export function needed(texts: MarkdownTexts | undefined): MarkdownTexts {
  if (!texts) throw new Error('Markdown is compiled without what reads it');
  return texts;
}
