import { html } from '@codemirror/lang-html';
import { json } from '@codemirror/lang-json';
import { liquidLanguage } from '@codemirror/lang-liquid';
import { markdown as base, markdownLanguage } from '@codemirror/lang-markdown';
import { yaml, yamlFrontmatter } from '@codemirror/lang-yaml';
import { type Language, LanguageSupport } from '@codemirror/language';
import { type Input, parseMixed, type SyntaxNode } from '@lezer/common';
import { complete } from './complete.ts';
import { javascript } from './later-script.ts';
import { liquidRanges, MARKUP } from './liquid-ranges.ts';

type Extension = NonNullable<NonNullable<Parameters<typeof base>[0]>['extensions']>;

/** Code keeps its Liquid as text. */
const CODE: ReadonlySet<string> = new Set(['FencedCode', 'CodeBlock', 'InlineCode']);

/**
 * Liquid inside of Markdown, as site/markdown reads it: code is found first, and what a tag or an output holds is no Markdown.
 * All of it is one tree, so that an `if` and its end find each other across paragraphs.
 */
const LIQUID: Extension = {
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
  wrap: parseMixed((node, input) => {
    if (!node.type.isTop) return null;
    const overlay = rangesIn(node.node, input);
    return overlay.length > 0 ? { parser: liquidLanguage.parser, overlay } : null;
  }),
};

/** Runs with every key: a text without Liquid, as most have none, is not walked for its code. */
function rangesIn(top: SyntaxNode, input: Input) {
  const text = input.read(top.from, top.to);
  if (!/\{[{%]/.test(text)) return [];
  const code: { from: number; to: number }[] = [];
  top.cursor().iterate(({ name, from, to }) => {
    if (!CODE.has(name)) return true;
    code.push({ from: from - top.from, to: to - top.from });
    return false;
  });
  return liquidRanges(text, code).map(({ from, to }) => ({
    from: from + top.from,
    to: to + top.from,
  }));
}

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

/** Markdown with Liquid inside: a text without its front matter. */
export function markdownText(): LanguageSupport {
  const text = base({ base: markdownLanguage, extensions: LIQUID, codeLanguages: codeLanguage });
  const completions = [text.language, liquidLanguage].map((language) =>
    language.data.of({ autocomplete: complete }),
  );
  return new LanguageSupport(text.language, [text.support, completions]);
}
