import { attrs } from '@mdit/plugin-attrs';
import { dl } from '@mdit/plugin-dl';
import { footnote } from '@mdit/plugin-footnote';
import MarkdownIt from 'markdown-it';
import type { Links } from '../files/given.ts';
import { useAltTexts } from './alt-texts.ts';
import { excerptOf } from './excerpt.ts';
import { linkFiles } from './file-links.ts';
import { Highlighter } from './highlight.ts';
import { rougeClass } from './kramdown/code/rouge-classes.ts';
import { settleKramdown, useKramdown } from './kramdown/kramdown.ts';
import { bindLiquid } from './kramdown/liquid-in.ts';
import { useBlockRules } from './liquid/block-rules.ts';
import { useCoreRules } from './liquid/core-rules.ts';
import { liquidOf } from './liquid/for-kramdown.ts';
import { useInlineRules } from './liquid/inline-rules.ts';
import { useLinks } from './liquid/links.ts';
import { bindReading, type Reading } from './liquid/reading.ts';
import type { Token } from './markdown-it.ts';
import type { MarkdownOptions } from './options.ts';
import { MAX_HTML, OutputTooLarge, useSizeLimit } from './size-limit.ts';
import { useTasks } from './tasks.ts';

declare module 'markdown-it' {
  interface Options {
    /** Whether headings get ids. */
    ids?: boolean;
    /** Whether any line with a `|` may be a row of a table. */
    looseTables?: boolean;
    /** Levels of tokens that its parsers go down; the types leave it out. */
    maxNesting?: number;
  }
}

/** What a text became: Markdown's tokens, and HTML with marks in place of its Liquid. */
export interface MarkdownRead {
  readonly tokens: Token[];
  readonly html: string;
  /** Targets of links and images that look like names of files. */
  readonly files: readonly string[];
  /** The HTML of its beginning: see excerpt.ts. */
  readonly excerpt: string;
}

/**
 * Reads Markdown with Liquid in it: CommonMark with GitHub's tables, struck text, task lists and links, footnotes,
 * definition lists, ids of headings and attribute lists (`{: .class}`); HTML passes. Throws OutputTooLarge.
 */
export function readMarkdown(
  text: string,
  options: MarkdownOptions,
  reading: Reading,
  links: Links = {},
): MarkdownRead {
  const { md, of } = readerFor(options);
  const before = of.text;
  of.text = { reading, code: new Highlighter(options.html === 'kramdown' ? rougeClass : undefined) };
  try {
    return readWith(md, text, reading, links);
  } finally {
    of.text = before;
  }
}

function readWith(md: MarkdownIt, text: string, reading: Reading, links: Links): MarkdownRead {
  const env = {};
  bindReading(env, reading);
  bindLiquid(env, liquidOf(reading));
  const tokens = md.parse(text, env);
  const files = linkFiles(tokens, links, (target) => reading.marks.has(target));
  const html = md.renderer.render(tokens, md.options, env);
  if (html.length > MAX_HTML) throw new OutputTooLarge();
  return { tokens, html, files, excerpt: md.renderer.render(excerptOf(tokens), md.options, env) };
}

/** The text that a reader reads now. What else it keeps of a text is in `env`, or begins anew with each. */
interface Current {
  text?: { readonly reading: Reading; readonly code: Highlighter } | undefined;
}

interface Reader {
  readonly md: MarkdownIt;
  readonly of: Current;
}

/** By their options, of which there are few. To build one takes as long as to read a page of text: its patterns of links are long. */
const readers = new Map<string, Reader>();

function readerFor({
  smart = false,
  breaks = false,
  ids = true,
  html = 'commonmark',
}: MarkdownOptions): Reader {
  const key = JSON.stringify([smart, breaks, ids, html]);
  const known = readers.get(key);
  if (known) return known;
  const of: Current = {};
  const made = { md: makeReader({ smart, breaks, ids, html }, of), of };
  readers.set(key, made);
  return made;
}

function makeReader({ smart, breaks, ids, html }: Required<MarkdownOptions>, of: Current): MarkdownIt {
  const highlight = (text: string, language: string) => of.text?.code.html(text, language) ?? '';
  const md = new MarkdownIt({ html: true, linkify: true, typographer: smart, breaks, ids, highlight });
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  md.use(footnote).use(dl);
  // Its rule for tables looks for rows where lines of tags may be.
  if (html !== 'kramdown')
    md.use(attrs, {
      left: '{:',
      right: '}',
      rule: ['fence', 'inline', 'list', 'heading', 'hr', 'softbreak', 'block'],
    });
  useBlockRules(md);
  useInlineRules(md);
  if (html === 'kramdown') useKramdown(md);
  useCoreRules(md);
  useLinks(md, () => of.text?.reading);
  useTasks(md);
  useAltTexts(md);
  if (html === 'kramdown') settleKramdown(md);
  useSizeLimit(md);
  return md;
}
