/// <reference path="./emmet-types.d.ts" />
import { snippet } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { EditorView, KeyBinding } from '@codemirror/view';

type Kind = 'markup' | 'stylesheet';

/** Where something is that is no text of HTML: tags, attributes, scripts, Liquid. */
const NO_TEXT =
  /^(?:OpenTag|SelfClosingTag|CloseTag|Comment|Script|Tag|Interpolation|Raw|FrontMatter|Frontmatter|.*Directive|Stream)$/;
/** What an abbreviation of markup can be of: names and operators, and white space only in brackets and braces. */
const MARKUP =
  /(?:^|[\s>])([\w!.#(][\w!.#:$@>+^*()/-]*(?:(?:\[[^\]\n]*\]|\{[^{}%\n]*\})[\w!.#:$@>+^*()/-]*)*)$/;
/** Elements that are known by their name alone. */
const ELEMENTS =
  /^(?:a|article|aside|b|blockquote|body|br|button|code|dd|details|div|dl|dt|em|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|i|iframe|img|input|label|li|link|main|meta|nav|ol|option|p|picture|pre|script|section|select|small|source|span|strong|style|summary|svg|table|tbody|td|textarea|tfoot|th|thead|time|tr|ul|video)$/;
/** A property of CSS, or its first letters, with a value or without. */
const STYLE = /(?:^|[\s;{])([a-z@-]+(?:[:\d.+!#-][\w.%+!#-]*)?)$/;

/** What might be an abbreviation in front of the cursor; undefined where none can be, or it is rather a word of the text. */
export function abbreviationAt(
  state: EditorState,
): { readonly kind: Kind; readonly text: string } | undefined {
  const { main, ranges } = state.selection;
  if (ranges.length !== 1 || !main.empty) return undefined;
  const line = state.doc.lineAt(main.head);
  const before = line.text.slice(0, main.head - line.from);
  const kind = kindAt(state, main.head);
  const text = kind && (kind === 'markup' ? MARKUP : STYLE).exec(before)?.[1];
  if (!kind || !text) return undefined;
  const front = before.slice(0, -text.length);
  const fits = kind === 'markup' ? isMarkup(text, front) : !/:[^;{}]*$/.test(front);
  return fits ? { kind, text } : undefined;
}

function isMarkup(text: string, front: string): boolean {
  // A name alone may be a word: it counts where nothing is in front of it.
  if (/^\w+$/.test(text)) return ELEMENTS.test(text) && /(?:^|>)\s*$/.test(front);
  if (text === '!') return front === '';
  // As the ends of sentences and dates are.
  if (/[.:+^*>(/#-]$/.test(text) || !/[a-z]/i.test(text)) return false;
  const [, name = '', rest = ''] = /^(\w*)(.*)$/.exec(text) ?? [];
  return name === ''
    ? /^(?:[.#]|\(.*[>+*])/.test(rest)
    : ELEMENTS.test(name) || /^[\w.#-]*[>*+[{]/.test(rest);
}

function kindAt(state: EditorState, at: number): Kind | undefined {
  let isText = false;
  for (let node = syntaxTree(state).resolveInner(at, -1); ; ) {
    if (node.name === 'Block' || node.name === 'Styles') return 'stylesheet';
    if (node.name === 'StyleSheet' || NO_TEXT.test(node.name) === true) {
      // A tag of Liquid that the text is inside of is no hindrance: its own parts are.
      if (!/Directive$/.test(node.name)) return undefined;
    }
    isText ||= node.name === 'Document' || node.name === 'Element';
    if (!node.parent) return isText ? 'markup' : undefined;
    node = node.parent;
  }
}

/** Puts what an abbreviation stands for in its place. The library comes with the first one. */
async function expand(view: EditorView, kind: Kind, text: string): Promise<void> {
  const { state } = view;
  const to = state.selection.main.head;
  const { default: emmet } = await import('emmet');
  // Whoever typed on has another text by now.
  if (view.state.doc !== state.doc) return;
  const found = (() => {
    try {
      return emmet(text, {
        type: kind,
        options: {
          'output.field': (index, placeholder) => `\${${index}${placeholder && `:${placeholder}`}}`,
          'output.selfClosingStyle': 'html',
        },
      });
    } catch {
      return undefined; // it only looked like one
    }
  })();
  if (found === undefined || found === text) return;
  snippet(found)(view, null, to - text.length, to);
}

/** Tab behind an abbreviation puts the elements or the property there that it stands for. */
export const emmetKey: KeyBinding = {
  key: 'Tab',
  run(view) {
    if (view.state.readOnly) return false;
    const found = abbreviationAt(view.state);
    if (!found) return false;
    void expand(view, found.kind, found.text);
    return true;
  },
};
