import type MarkdownIt from 'markdown-it';
import type { StateCore } from '../markdown-it.ts';
import { useAttributeLists } from './attribute-lists.ts';
import { useDefinitions } from './blocks/definitions.ts';
import { useKramdownHeadings } from './blocks/headings.ts';
import { useKramdownHtml } from './blocks/html.ts';
import { useLists } from './blocks/lists.ts';
import { useTables } from './blocks/tables.ts';
import { useKramdownTasks } from './blocks/tasks.ts';
import { useRougeCode } from './code/code.ts';
import { useExtensions } from './extensions.ts';
import { useKramdownIds } from './heading-ids.ts';
import { liquidIn } from './liquid-in.ts';
import { useMath } from './math.ts';
import { useAbbreviations } from './text/abbreviations.ts';
import { useFootnotes } from './text/footnotes.ts';
import { useLooseLinks } from './text/links.ts';
import { useKramdownText } from './text/text.ts';
import { useToc } from './toc.ts';
import { useWhiteSpace } from './white-space.ts';

/** Markdown as Jekyll reads it, by kramdown's parser for GitHub's Markdown: see docs/content.md for what it has beyond ours. */
export function useKramdown(md: MarkdownIt): void {
  useKramdownHtml(md);
  useExtensions(md);
  useAttributeLists(md);
  useAbbreviations(md);
  useLists(md);
  useMath(md);
  useDefinitions(md);
  useTables(md);
  useKramdownHeadings(md);
  useKramdownText(md);
  useLooseLinks(md);
  useFootnotes(md);
  useRougeCode(md);
}

/** What is about the whole text, in place of our own rules: call it when those are there. */
export function settleKramdown(md: MarkdownIt): void {
  md.set({ looseTables: true });
  useKramdownIds(md);
  useKramdownTasks(md);
  useToc(md);
  md.core.ruler.push('kramdown_outputs', bareOutputs);
  useWhiteSpace(md);
}

/** An output that prints blocks has no paragraph around it where it is alone. */
function bareOutputs(state: StateCore): void {
  const liquid = liquidIn(state);
  state.tokens.forEach((token, at) => {
    const { children } = state.tokens[at + 1] ?? {};
    const close = state.tokens[at + 2];
    if (token.type !== 'paragraph_open' || children?.length !== 1 || !close) return;
    const [only] = children;
    if (only?.type !== 'liquid' || !liquid.printsBlocks(only.content)) return;
    token.hidden = true;
    close.hidden = true;
  });
}
