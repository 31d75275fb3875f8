import { html } from '@codemirror/lang-html';
import { json } from '@codemirror/lang-json';
import { liquidLanguage } from '@codemirror/lang-liquid';
import { markdown as base, markdownLanguage } from '@codemirror/lang-markdown';
import { yaml, yamlFrontmatter } from '@codemirror/lang-yaml';
import { Language, LanguageSupport } from '@codemirror/language';
import {
  type Input,
  Parser,
  type PartialParse,
  parseMixed,
  type SyntaxNode,
  type TreeFragment,
} from '@lezer/common';
import { type MarkdownConfig, MarkdownParser } from '@lezer/markdown';
import { CodeRanges } from './code-ranges.ts';
import { complete } from './complete.ts';
import { javascript } from './later-script.ts';
import { liquidRanges, MARKUP } from './liquid-ranges.ts';

/** Liquid inside of Markdown, as site/markdown reads it: code is found first, and what a tag or an output holds is no Markdown. */
const LIQUID: MarkdownConfig = {
  defineNodes: ['LiquidMarkup'],
  parseInline: [
    {
      name: 'LiquidMarkup',
      before: 'Escape',
      parse(cx, next, pos) {
        if (next !== 123) return -1; // {
        const length = MARKUP.exec(cx.slice(pos, Math.min(cx.end, pos + 2_000)))?.[0].length ?? 0;
        return length === 0 ? -1 : cx.addElement(cx.elt('LiquidMarkup', pos, pos + length));
      },
    },
  ],
};

/** All Liquid is one tree, so that an `if` and its end find each other across paragraphs. */
const IN_LIQUID: MarkdownConfig = {
  wrap: parseMixed((node, input) => {
    if (!node.type.isTop) return null;
    const overlay = rangesIn(node.node, input);
    return overlay.length > 0 ? { parser: liquidLanguage.parser, overlay } : null;
  }),
};

const codeRanges = new CodeRanges();

/** Code keeps its Liquid as text. */
function rangesIn({ tree, from: start, to: end }: SyntaxNode, input: Input) {
  const text = input.read(start, end);
  if (!tree || !/\{[{%]/.test(text)) return [];
  return liquidRanges(text, codeRanges.in(tree)).map(({ from, to }) => ({
    from: from + start,
    to: to + start,
  }));
}

/** Reads most texts as Markdown alone: looking for other languages goes through all blocks of a text, with every key. */
class ByNeed extends Parser {
  readonly #plain: Parser;
  readonly #mixed: Parser;

  /** Both have the same types of nodes: what the one has read, the other goes on with. */
  constructor(plain: Parser, mixed: Parser) {
    super();
    this.#plain = plain;
    this.#mixed = mixed;
  }

  createParse(
    input: Input,
    fragments: readonly TreeFragment[],
    ranges: readonly { from: number; to: number }[],
  ): PartialParse {
    const text = input.read(ranges[0]?.from ?? 0, ranges.at(-1)?.to ?? input.length);
    return (holdsOther(text) ? this.#mixed : this.#plain).createParse(input, fragments, ranges);
  }
}

const holdsOther = (text: string): boolean =>
  ['{{', '{%', '```', '~~~'].some((start) => text.includes(start)) || /<[a-z!/?]/i.test(text);

/** The language of a fence, of those that the editor has anyway. */
function codeLanguage(info: string): Language | null {
  switch (/^[\w-]*/.exec(info)?.[0].toLowerCase()) {
    case 'liquid':
      return liquidLanguage;
    case 'html':
    case 'xml':
    case 'svg':
      return html().language;
    case 'js':
    case 'javascript':
      return javascript().language;
    case 'json':
      return json().language;
    case 'yaml':
    case 'yml':
      return yaml().language;
    default:
      return null;
  }
}

/** Markdown with Liquid inside and YAML on top. */
export const markdown = (): LanguageSupport => yamlFrontmatter({ content: markdownText() });

/** Markdown with Liquid inside: a text without its front matter. `reader` may stand before its parser. */
export function markdownText(reader = (parser: Parser): Parser => parser): LanguageSupport {
  const { data, parser } = markdownLanguage;
  if (!(parser instanceof MarkdownParser)) throw new TypeError('no parser of Markdown');
  const plain = new Language(data, parser.configure(LIQUID));
  const mixed = base({ base: plain, extensions: IN_LIQUID, codeLanguages: codeLanguage });
  const parsers = new ByNeed(plain.parser, mixed.language.parser);
  const text = new Language(data, reader(parsers), [], 'markdown');
  const completions = [text, liquidLanguage].map((language) => language.data.of({ autocomplete: complete }));
  return new LanguageSupport(text, [mixed.support, completions]);
}
