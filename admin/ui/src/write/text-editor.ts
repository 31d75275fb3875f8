import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { syntaxTree } from '@codemirror/language';
import { lintKeymap, setDiagnostics } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, Prec, type TransactionSpec } from '@codemirror/state';
import { dropCursor, EditorView, keymap, placeholder } from '@codemirror/view';
import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { filePath } from '../code/file-path.ts';
import { languageOf } from '../code/languages.ts';
import { markdownText } from '../code/markdown.ts';
import { textChanges } from '../code/text-changes.ts';
import {
  besideWord,
  cycleHeading,
  indentItems,
  leaveList,
  link,
  pastedText,
  placedAt,
  toggleCode,
  toggleLines,
  toggleMark,
} from './edits.ts';
import { hasText } from './has-text.ts';
import { AtPauses, readFirst } from './read-at-pauses.ts';
import { textTheme } from './text-theme.ts';
import { addMark, dropMark, markAt, uploadMarks } from './upload-marks.ts';

export interface TextHost {
  /** Of the file: what is no Markdown has no lists that go on. */
  readonly path: string;
  readonly isReadOnly: boolean;
  changed(): void;
  /** Files were dropped or pasted, to be placed at an offset. */
  files(files: readonly File[], at: number): void;
  /** Makes Markdown of pasted HTML; undefined where its plain text is meant. */
  rich(html: string): Promise<string | undefined>;
}

export type Tool = 'bold' | 'italic' | 'heading' | 'link' | 'bullet' | 'number' | 'quote' | 'code';

const TOOLS: Readonly<Record<Tool, (state: EditorState) => TransactionSpec>> = {
  bold: (state) => toggleMark(state, '**'),
  italic: (state) => toggleMark(state, '*'),
  heading: cycleHeading,
  link,
  bullet: (state) => toggleLines(state, 'bullet'),
  number: (state) => toggleLines(state, 'number'),
  quote: (state) => toggleLines(state, 'quote'),
  code: toggleCode,
};

/** Keys of the tools, as CodeMirror writes them. */
const KEYS: Readonly<Record<Tool, string>> = {
  bold: 'Mod-b',
  italic: 'Mod-i',
  heading: 'Mod-Alt-h',
  link: 'Mod-k',
  bullet: 'Mod-Shift-8',
  number: 'Mod-Shift-7',
  quote: 'Mod-Shift-9',
  code: 'Mod-e',
};

/** An editor for the text of an entry, in a shadow root of its own as the code editor is. */
export class TextEditor {
  readonly #view: EditorView;
  readonly #host: TextHost;
  #marks = 0;

  constructor(parent: HTMLElement, host: TextHost, text: string) {
    this.#host = host;
    const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' });
    const state = EditorState.create({ doc: text, extensions: [this.#listeners(), ...basics(host)] });
    this.#view = new EditorView({ parent: root, root, state });
  }

  text(): string {
    return this.#view.state.doc.toString();
  }

  /** Takes a text that came from elsewhere. */
  setText(text: string): void {
    const now = this.text();
    if (now !== text) this.#view.dispatch({ changes: textChanges(now, text) });
  }

  use(tool: Tool): void {
    this.#edit(TOOLS[tool](this.#view.state));
    this.#view.focus();
  }

  /** Puts a text where the cursor is, as a block of its own. */
  insert(text: string): void {
    this.#edit(pastedText(this.#view.state, `${text}\n`));
    this.#view.focus();
  }

  /** Where the cursor is. */
  at = (): number => this.#view.state.selection.main.head;

  /** Marks a place for a picture that is on its way. */
  mark(at: number, name: string): number {
    const id = ++this.#marks;
    this.#view.dispatch({
      effects: addMark.of({ id, pos: Math.min(at, this.#view.state.doc.length), name }),
    });
    return id;
  }

  /** Puts a text where a mark is, in place of it; '' for none. */
  settle(id: number, text: string): void {
    const at = markAt(this.#view.state, id);
    this.#view.dispatch({
      effects: dropMark.of(id),
      ...(at !== undefined && text !== '' && { changes: placedAt(this.#view.state, at, text) }),
    });
  }

  /** Shows findings by their lines in this text. */
  setDiagnostics(found: readonly Diagnostic[], linesAbove: number): void {
    const { state } = this.#view;
    const offset = ({ line, column }: Diagnostic['start']) => {
      const at = state.doc.line(Math.max(1, Math.min(line - linesAbove, state.doc.lines)));
      return Math.min(at.to, at.from + Math.max(0, column - 1));
    };
    const inside = found.filter(({ start }) => start.line > linesAbove);
    this.#view.dispatch(
      setDiagnostics(
        state,
        inside.map(({ start, end, severity, message, help }) => ({
          from: offset(start),
          to: Math.max(offset(start), offset(end)),
          severity,
          message: help ? `${message}\n${help}` : message,
        })),
      ),
    );
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }

  #edit(spec: TransactionSpec): void {
    if (!this.#view.state.readOnly) this.#view.dispatch({ ...spec, userEvent: 'input' });
  }

  #listeners(): Extension {
    const run = (tool: Tool) => (view: EditorView) => {
      this.#edit(TOOLS[tool](view.state));
      return true;
    };
    const tools = Object.entries(KEYS).map(([tool, key]) => ({ key, run: run(tool as Tool) })); // keys of the record
    return [
      this.#host.path.endsWith('.md') ? Prec.high(keymap.of([...tools, { key: 'Enter', run: leave }])) : [],
      EditorView.updateListener.of(({ docChanged }) => {
        if (docChanged) this.#host.changed();
      }),
      Prec.high(
        EditorView.domEventHandlers({
          paste: (event) => this.#paste(event),
          drop: (event, view) => {
            const files = [...(event.dataTransfer?.files ?? [])];
            if (files.length === 0) return false;
            event.preventDefault();
            const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? this.at();
            this.#host.files(files, besideWord(view.state, at));
            return true;
          },
        }),
      ),
    ];
  }

  /** Rich text becomes Markdown, pictures are uploaded, and plain text is pasted as it is. */
  #paste(event: ClipboardEvent): boolean {
    const data = event.clipboardData;
    if (!data || this.#view.state.readOnly) return false;
    const html = data.getData('text/html');
    const files = [...data.files];
    if (files.length > 0 && !hasText(html)) {
      event.preventDefault();
      this.#host.files(files, this.at());
      return true;
    }
    const isSource = html === '' || data.types.includes('vscode-editor-data');
    if (isSource || !this.#host.path.endsWith('.md') || isCode(this.#view.state)) return false;
    event.preventDefault();
    void this.#pasteRich(html, data.getData('text/plain'));
    return true;
  }

  async #pasteRich(html: string, plain: string): Promise<void> {
    const markdown = await this.#host.rich(html);
    const { state } = this.#view;
    const spec = markdown === undefined ? state.replaceSelection(plain) : pastedText(state, markdown);
    this.#view.dispatch({ ...spec, userEvent: 'input.paste', scrollIntoView: true });
  }
}

const isCode = (state: EditorState): boolean => {
  for (
    let node = syntaxTree(state).resolveInner(state.selection.main.head, -1);
    node.parent;
    node = node.parent
  )
    if (/^(?:FencedCode|CodeBlock|InlineCode|CodeText|LiquidMarkup)$/.test(node.name)) return true;
  return false;
};

const indent =
  (out: boolean) =>
  (view: EditorView): boolean => {
    const spec = indentItems(view.state, out);
    if (spec) view.dispatch(spec);
    return spec !== undefined;
  };

const leave = (view: EditorView): boolean => {
  const spec = leaveList(view.state);
  if (spec) view.dispatch({ ...spec, userEvent: 'input' });
  return spec !== undefined;
};

const basics = ({ path, isReadOnly }: TextHost): Extension[] => [
  filePath.of(path),
  path.endsWith('.md') ? [markdownText((parser) => new AtPauses(parser)), readFirst] : languageOf(path),
  EditorState.readOnly.of(isReadOnly),
  EditorView.contentAttributes.of({
    'aria-label': 'Text',
    tabindex: '0',
    spellcheck: 'true',
    autocapitalize: 'sentences',
    autocorrect: 'on',
  }),
  placeholder(isReadOnly ? '' : 'Write here.'),
  uploadMarks,
  history(),
  dropCursor(),
  autocompletion({ icons: false }),
  search({ top: true }),
  EditorView.lineWrapping,
  textTheme,
  keymap.of([
    { key: 'Tab', run: indent(false), shift: indent(true) },
    ...defaultKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...completionKeymap,
    ...lintKeymap,
  ]),
];
