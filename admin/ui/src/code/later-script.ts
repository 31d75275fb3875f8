import { defineLanguageFacet, Language, LanguageSupport } from '@codemirror/language';
import { LaterParser } from './later-parser.ts';

/**
 * The JavaScript language, loaded when the first script is shown. vite.config.ts gives this file to lang-html in place of
 * lang-javascript, which it imports by itself: 28 KB gzipped that most templates never need.
 */
class LaterScript extends LaterParser {
  constructor() {
    super(() =>
      import('@codemirror/lang-javascript').then(({ javascriptLanguage }) => javascriptLanguage.parser),
    );
  }

  /** lang-html asks for expressions only in attributes; as scripts they look the same. */
  configure(): LaterScript {
    return this;
  }
}

const data = defineLanguageFacet({ commentTokens: { line: '//', block: { open: '/*', close: '*/' } } });

const script = () => new Language(data, new LaterScript(), [], 'javascript');

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
