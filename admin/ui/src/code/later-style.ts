import type { CompletionContext } from '@codemirror/autocomplete';
import { defineLanguageFacet, Language, LanguageSupport, syntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { LaterParser } from './later-parser.ts';

/** What a parser of Lezer can be told. */
type ParserConfig = Parameters<
  typeof import('@codemirror/lang-css')['cssLanguage']['parser']['configure']
>[0];

/** CSS in HTML, loaded when the first style is shown, as later-script is: most templates have their styles in a file. */
class LaterStyle extends LaterParser {
  constructor(config: ParserConfig = {}) {
    super(() => load().then(({ cssLanguage: real }) => real.parser.configure(config)));
  }

  /** lang-html asks for declarations alone in attributes. */
  configure(config: ParserConfig): LaterStyle {
    return new LaterStyle(config);
  }
}

const load = () => import('@codemirror/lang-css');

const data = defineLanguageFacet({ commentTokens: { block: { open: '/*', close: '*/' } } });

/** @public For lang-html, in place of lang-css. */
export const cssLanguage = new Language(data, new LaterStyle(), [], 'css');

const complete = async (context: CompletionContext) => (await load()).cssCompletionSource(context);

/** What completes properties and values: the loaded language knows of nobody who would. */
const completion = EditorState.languageData.of((state, pos) => {
  for (let node = syntaxTree(state).resolveInner(pos, -1); ; ) {
    if (node.name === 'StyleSheet' || node.name === 'Styles') return [{ autocomplete: complete }];
    if (!node.parent) return [];
    node = node.parent;
  }
});

/** @public For lang-html. */
export const css = (): LanguageSupport => new LanguageSupport(cssLanguage, completion);
