import type MarkdownIt from 'markdown-it';
import { useAttributeLists } from './attribute-lists.ts';
import { useKramdownHeadings } from './blocks/headings.ts';
import { useKramdownHtml } from './blocks/html.ts';
import { useLists } from './blocks/lists.ts';
import { useTables } from './blocks/tables.ts';
import { useKramdownTasks } from './blocks/tasks.ts';
import { useRougeCode } from './code/code.ts';
import { useExtensions } from './extensions.ts';
import { useKramdownIds } from './heading-ids.ts';
import { useMath } from './math.ts';
import { useAbbreviations } from './text/abbreviations.ts';
import { useFootnotes } from './text/footnotes.ts';
import { useLooseLinks } from './text/links.ts';
import { useKramdownText } from './text/text.ts';
import { useToc } from './toc.ts';

/** Markdown as Jekyll reads it, by kramdown's parser for GitHub's Markdown: see docs/content.md for what it has beyond ours. */
export function useKramdown(md: MarkdownIt): void {
  useKramdownHtml(md);
  useExtensions(md);
  useAttributeLists(md);
  useAbbreviations(md);
  useLists(md);
  useMath(md);
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
}
