import type { Parser, PartialParse, Tree } from '@lezer/common';
import { parser as css } from '@lezer/css';
import { classHighlighter, highlightTree } from '@lezer/highlight';
import { parser as html } from '@lezer/html';
import { parser as javascript } from '@lezer/javascript';
import { parser as json } from '@lezer/json';
import { parser as markdown } from '@lezer/markdown';
import { parser as yaml } from '@lezer/yaml';
import { type CodeSpan, liquidSpans } from './highlight-liquid.ts';
import { wordSpans } from './highlight-words.ts';

/** The parsers of the editor, by what people write behind the fence. */
const PARSERS: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  ...names(css, 'css'),
  ...names(html, 'html', 'htm', 'xml', 'svg'),
  ...names(javascript, 'js', 'javascript', 'mjs', 'cjs'),
  ...names(javascript.configure({ dialect: 'jsx' }), 'jsx'),
  ...names(javascript.configure({ dialect: 'ts' }), 'ts', 'typescript', 'mts'),
  ...names(javascript.configure({ dialect: 'ts jsx' }), 'tsx'),
  ...names(json, 'json', 'jsonc'),
  ...names(markdown, 'md', 'markdown'),
  ...names(yaml, 'yaml', 'yml'),
]);

function names(parser: Parser, ...all: string[]): [string, Parser][] {
  return all.map((name) => [name, parser]);
}

/** Characters of one text that are highlighted: markup is five times as long, and the text's HTML has a limit. */
const MOST = 50_000;
/** Steps in which a parser looks for a way on behind what is no code of its language; each may take a millisecond. */
const MOST_LOST = 100;

type NameOf = (classes: string) => string | undefined;

/** Highlights the code of one text, until that is enough. */
export class Highlighter {
  #left = MOST;
  readonly #nameOf: NameOf;

  /** `nameOf`: another name for classes of Lezer's; without one, what has them is shown without. */
  constructor(nameOf: NameOf = (classes) => classes) {
    this.#nameOf = nameOf;
  }

  /** HTML of code; undefined where its language is not known or there is too much of it. */
  html(code: string, language: string): string | undefined {
    const name = language.toLowerCase();
    const spans = code.length <= this.#left ? spansOf(code, name) : undefined;
    if (!spans) return undefined;
    this.#left -= code.length;
    return marked(code, spans, this.#nameOf);
  }
}

function spansOf(code: string, name: string): CodeSpan[] | undefined {
  if (name === 'liquid') return liquidSpans(code, (text) => parsed(text, html));
  const parser = PARSERS.get(name);
  return parser ? parsed(code, parser) : wordSpans(code, name);
}

/** Undefined where it is not code of that language, nearly all of it. */
function parsed(code: string, parser: Parser): CodeSpan[] | undefined {
  const spans: CodeSpan[] = [];
  try {
    const tree = treeOf(code, parser);
    if (!tree) return undefined;
    highlightTree(tree, classHighlighter, (from, to, classes) => {
      spans.push({ from, to, classes });
    });
    return spans;
  } catch {
    // Code that nests thousands deep is more than some parsers can take: it is shown without colours.
    return undefined;
  }
}

function treeOf(code: string, parser: Parser): Tree | undefined {
  // Lezer's own parsers count since when they have been lost; its parser of Markdown is never.
  const parse: PartialParse & { readonly recovering?: number } = parser.startParse(code);
  for (let lost = 0; lost < MOST_LOST; ) {
    const tree = parse.advance();
    if (tree) return tree;
    if (parse.recovering) lost++;
  }
  return undefined;
}

function marked(code: string, spans: readonly CodeSpan[], nameOf: NameOf): string {
  let out = '';
  let at = 0;
  for (const { from, to, classes: all } of spans) {
    const classes = nameOf(all);
    if (classes === undefined) continue;
    out += `${escaped(code.slice(at, from))}<span class="${classes}">${escaped(code.slice(from, to))}</span>`;
    at = to;
  }
  return out + escaped(code.slice(at));
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  [`"`, '&quot;'],
]);

const escaped = (text: string): string => text.replace(/[&<>"]/g, (found) => ENTITIES.get(found) ?? found);
