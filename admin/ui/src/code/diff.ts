import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { languageOf } from './languages.ts';
import { theme } from './theme.ts';

export interface DiffInput {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** Lets the person choose at every difference, and edit; tells the text each time. */
  readonly merge?: (text: string) => void;
}

/** Shows what differs between two texts, in one column; unchanged stretches are folded away. */
export function showDiff(parent: HTMLElement, { path, before, after, merge }: DiffInput): () => void {
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: after,
      extensions: [
        lineNumbers(),
        EditorView.lineWrapping,
        EditorView.editorAttributes.of({ class: before === '' ? 'cm-all-new' : '' }),
        EditorView.contentAttributes.of({
          'aria-label': merge ? `Merge of ${path}` : `Changes of ${path}`,
          tabindex: '0',
        }),
        languageOf(path),
        colours,
        theme,
        unifiedMergeView({
          original: before,
          mergeControls: merge ? control : false,
          collapseUnchanged: { margin: 3, minSize: 6 },
          gutter: true,
        }),
        merge
          ? EditorView.updateListener.of((update) => {
              if (update.docChanged) merge(update.state.doc.toString());
            })
          : EditorState.readOnly.of(true),
      ],
    }),
  });
  return () => view.destroy();
}

function control(type: 'reject' | 'accept', action: (event: MouseEvent) => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'cm-merge-choice';
  button.textContent = type === 'accept' ? 'Keep mine' : 'Take theirs';
  button.onclick = action;
  return button;
}

const colours = EditorView.theme({
  '&': { height: 'auto', maxHeight: '100%' },
  '.cm-content': { padding: '6px 0' },
  '&.cm-merge-b .cm-changedLine, .cm-insertedLine': { backgroundColor: 'var(--added)' },
  '&.cm-merge-b .cm-changedText': { background: 'none', boxShadow: 'inset 0 -2px 0 var(--good)' },
  // Where all is new, no part of it is more so.
  '&.cm-all-new.cm-merge-b .cm-changedText': { boxShadow: 'none' },
  '.cm-deletedChunk': { backgroundColor: 'var(--removed)', padding: '0 0 0 8px' },
  '&.cm-all-new .cm-deletedLine': { display: 'none' },
  '.cm-deletedChunk .cm-deletedText': { background: 'none', boxShadow: 'inset 0 -2px 0 var(--bad)' },
  '.cm-deletedLine, .cm-deletedLine del': { textDecoration: 'none' },
  '.cm-changeGutter': { width: '3px', paddingLeft: '0' },
  '.cm-changedLineGutter': { background: 'var(--good)' },
  '.cm-deletedLineGutter': { background: 'var(--bad)' },
  '.cm-collapsedLines': {
    background: 'var(--bg-side)',
    color: 'var(--ink-soft)',
    fontFamily: 'var(--sans)',
    fontSize: '12px',
    padding: '3px 12px',
  },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"…"' },
  '.cm-chunkButtons': { display: 'flex', gap: '4px', insetInlineEnd: '8px' },
  // On a phone they would cover the lines that they are about.
  '@media (max-width: 620px)': {
    '.cm-deletedChunk .cm-chunkButtons, .cm-chunkButtons': {
      position: 'static',
      justifyContent: 'flex-end',
      padding: '2px 6px',
    },
  },
  // As specific as the library's own rule, which makes them white.
  '& .cm-deletedChunk .cm-chunkButtons .cm-merge-choice, & .cm-chunkButtons .cm-merge-choice': {
    border: '1px solid var(--edge-strong)',
    borderRadius: '5px',
    background: 'var(--bg-raised)',
    color: 'var(--ink)',
    font: '12px var(--sans)',
    minHeight: '24px',
    margin: '0',
    padding: '2px 8px',
    cursor: 'pointer',
  },
  '& .cm-chunkButtons .cm-merge-choice:hover': { background: 'var(--bg-hover)' },
});
