import { defineLanguageFacet, Language, LanguageSupport, ParseContext } from '@codemirror/language';
import { type Input, Parser, type PartialParse, type TreeFragment } from '@lezer/common';

/**
 * The JavaScript language, loaded when the first script is shown. vite.config.ts gives this file to lang-html in place of
 * lang-javascript, which it imports by itself: 28 KB gzipped that most templates never need.
 */
let real: Parser | undefined;
let loading: Promise<unknown> | undefined;

class LaterParser extends Parser {
  createParse(
    input: Input,
    fragments: readonly TreeFragment[],
    ranges: readonly { from: number; to: number }[],
  ): PartialParse {
    if (real) return real.createParse(input, fragments, ranges);
    loading ??= import('@codemirror/lang-javascript').then(({ javascriptLanguage }) => {
      real = javascriptLanguage.parser;
    });
    return ParseContext.getSkippingParser(loading).createParse(input, fragments, ranges);
  }

  /** lang-html asks for expressions only in attributes; as scripts they look the same. */
  configure(): LaterParser {
    return this;
  }
}

const data = defineLanguageFacet({ commentTokens: { line: '//', block: { open: '/*', close: '*/' } } });

const script = () => new Language(data, new LaterParser(), [], 'javascript');

export const javascriptLanguage = script();
/** @public As the two below, for lang-html. */
export const typescriptLanguage = script();
/** @public */
export const jsxLanguage = script();
/** @public */
export const tsxLanguage = script();

export function javascript(): LanguageSupport {
  return new LanguageSupport(javascriptLanguage);
}
