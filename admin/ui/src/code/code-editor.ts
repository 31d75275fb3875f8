import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { closePercentBrace } from '@codemirror/lang-liquid';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension, type TransactionSpec } from '@codemirror/state';
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view';
import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { filePath } from './file-path.ts';
import { hover } from './hover.ts';
import { languageOf, laterLanguageOf } from './languages.ts';
import { linkAt } from './links.ts';
import { emmetKey } from './markup/emmet.ts';
import { swatches } from './markup/swatches.ts';
import { tagPair } from './markup/tag-pair.ts';
import { type Profile, profileGutter, showProfile } from './profile-gutter.ts';
import { textChanges } from './text-changes.ts';
import { theme } from './theme.ts';
import { typeOver } from './type-over.ts';

/** Whom the editor tells. */
export interface EditorHost {
  /** The text has changed, or the selection; `text` reads all of it, which costs something in large files. */
  changed(): void;
  cursor(line: number, column: number, selected: number): void;
  open(path: string): void;
  has(path: string): boolean;
  /** Whether the person may change the file. */
  mayWrite(path: string): boolean;
}

/** A CodeMirror editor in a shadow root of its own: there its styles need no <style> element, which our CSP refuses. */
export class CodeEditor {
  readonly #view: EditorView;
  readonly #host: EditorHost;
  readonly #states = new Map<string, { state: EditorState; scroll: number }>();
  readonly #language = new Compartment();
  #path = '';

  constructor(parent: HTMLElement, host: EditorHost) {
    this.#host = host;
    const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' });
    this.#view = new EditorView({ parent: root, root });
  }

  /** Shows a file, as it was left when it was shown before. */
  show(path: string, text: string): void {
    if (path === this.#path) {
      this.setText(text);
      return;
    }
    if (this.#path)
      this.#states.set(this.#path, { state: this.#view.state, scroll: this.#view.scrollDOM.scrollTop });
    this.#path = path;
    const kept = this.#states.get(path);
    this.#view.setState(kept?.state ?? this.#newState(path, text));
    this.setText(text);
    this.#view.scrollDOM.scrollTop = kept?.scroll ?? 0;
    this.#tellCursor();
  }

  text(): string {
    return this.#view.state.doc.toString();
  }

  /** Takes a text that came from elsewhere; what the person typed meanwhile is undone with it, by one undo. */
  setText(text: string): void {
    const { doc } = this.#view.state;
    if (doc.length === text.length && doc.toString() === text) return;
    this.#view.dispatch({ changes: textChanges(doc.toString(), text) });
  }

  setDiagnostics(diagnostics: readonly Diagnostic[]): void {
    const { state } = this.#view;
    const clamp = (offset: number) => Math.max(0, Math.min(offset, state.doc.length));
    this.#view.dispatch(
      setDiagnostics(
        state,
        diagnostics.map(({ start, end, severity, message, help }) => ({
          from: clamp(start.offset),
          to: clamp(Math.max(end.offset, start.offset)),
          severity,
          message: help ? `${message}\n${help}` : message,
        })),
      ),
    );
  }

  /** Shows how often the tags of each line ran; null shows nothing. */
  setProfile(profile: Profile): void {
    showProfile(this.#view, profile);
  }

  /** Puts the cursor at a 1-based line and column and shows it. */
  goTo(line: number, column: number): void {
    const { doc } = this.#view.state;
    const at = doc.line(Math.max(1, Math.min(line, doc.lines)));
    const pos = Math.min(at.to, at.from + Math.max(0, column - 1));
    this.#view.dispatch({
      selection: { anchor: pos },
      effects: EditorView.scrollIntoView(pos, { y: 'center' }),
    });
    this.#view.focus();
  }

  focus(): void {
    this.#view.focus();
  }

  /** Forgets how a file was left, as when it was deleted or renamed. */
  forget(path: string): void {
    this.#states.delete(path);
    if (path === this.#path) this.#path = '';
  }

  destroy(): void {
    this.#view.destroy();
  }

  #newState(path: string, text: string): EditorState {
    const language = this.#language.of(languageOf(path));
    void this.#loadLanguage(path);
    return EditorState.create({
      doc: text,
      extensions: [
        filePath.of(path),
        this.#listeners(path),
        BASICS,
        language,
        EditorState.readOnly.of(!this.#host.mayWrite(path)),
      ],
    });
  }

  /** Gives a file its language once that is loaded; meanwhile its text can be edited as plain text. */
  async #loadLanguage(path: string): Promise<void> {
    const language = await laterLanguageOf(path)?.catch(() => undefined); // as plain text, then: it can be edited
    if (!language) return;
    const spec: TransactionSpec = { effects: this.#language.reconfigure(language) };
    const kept = this.#states.get(path);
    if (path === this.#path) this.#view.dispatch(spec);
    else if (kept) this.#states.set(path, { ...kept, state: kept.state.update(spec).state });
  }

  #listeners(path: string): Extension {
    return [
      EditorView.contentAttributes.of({
        'aria-label': `Text of ${path}`,
        tabindex: '0',
        spellcheck: 'false',
        autocapitalize: 'off',
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) this.#host.changed();
        if (update.docChanged || update.selectionSet) this.#tellCursor();
      }),
      EditorView.domEventHandlers({
        mousedown: (event, view) => {
          if (!event.ctrlKey && !event.metaKey) return false;
          return this.#follow(view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? -1);
        },
      }),
      keymap.of([{ key: 'F12', run: (view) => this.#follow(view.state.selection.main.head) }]),
    ];
  }

  #follow(pos: number): boolean {
    const link = pos < 0 ? undefined : linkAt(this.#view.state, pos);
    if (!link || !this.#host.has(link.path)) return false;
    this.#host.open(link.path);
    return true;
  }

  #tellCursor(): void {
    const { main } = this.#view.state.selection;
    const line = this.#view.state.doc.lineAt(main.head);
    this.#host.cursor(line.number, main.head - line.from + 1, main.to - main.from);
  }
}

const BASICS: Extension = [
  lineNumbers(),
  profileGutter,
  lintGutter(),
  foldGutter({ openText: '⌄', closedText: '›' }),
  codeFolding(),
  highlightActiveLineGutter(),
  history(),
  drawSelection(),
  dropCursor(),
  indentOnInput(),
  bracketMatching(),
  typeOver,
  closeBrackets(),
  closePercentBrace,
  autocompletion({ icons: false }),
  // Alt and a click add a cursor; with Shift too, a drag selects a rectangle.
  EditorState.allowMultipleSelections.of(true),
  EditorView.clickAddsSelectionRange.of((event) => event.altKey && !event.shiftKey),
  rectangularSelection({ eventFilter: (event) => event.altKey && event.shiftKey && event.button === 0 }),
  highlightActiveLine(),
  highlightSelectionMatches(),
  search({ top: true }),
  EditorState.tabSize.of(2),
  EditorView.lineWrapping,
  tagPair,
  swatches,
  hover,
  theme,
  keymap.of([
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...completionKeymap,
    ...lintKeymap,
    emmetKey,
    indentWithTab,
  ]),
];
