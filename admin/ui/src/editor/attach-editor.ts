import { effect } from '@preact/signals';
import { readPath } from '../../../../schema/file.ts';
import { own } from '../../../../schema/own.ts';
import type { CodeEditor, EditorHost } from '../code/code-editor.ts';
import { answer, inspecting } from '../preview/state.ts';
import { mayWrite } from '../session/may.ts';
import { files } from '../session/site.ts';
import { waitAfterKey } from './after-key.ts';
import { type Doc, setText } from './docs.ts';
import { cursor, target } from './panes.ts';
import { openFile } from './tabs.ts';

interface Pane {
  doc(): Doc;
  editor(): CodeEditor | null;
  /** Whether the file is the one of the address: the status bar shows its cursor. */
  readonly isMain: boolean;
}

/** What the editor tells is done to the doc that it shows: behind the keys, so that typing never waits. */
function host({ doc, editor, isMain }: Pane): EditorHost {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  return {
    changed() {
      const typedIn = doc();
      const now = performance.now();
      const wait = waitAfterKey(now - last, typedIn.text.peek().length);
      last = now;
      const take = () => {
        clearTimeout(timer);
        timer = undefined;
        const shown = editor();
        if (shown) setText(typedIn, shown.text());
      };
      typedIn.flush = () => timer !== undefined && take();
      clearTimeout(timer);
      timer = setTimeout(take, wait);
    },
    cursor(line, column, selected) {
      if (isMain) cursor.value = { line, column, selected };
    },
    open(path) {
      if ('kind' in readPath(path)) openFile(path);
    },
    has: (path) => files.value.has(path),
    mayWrite,
  };
}

/** Shows a doc and keeps the editor at one with it until the function that it returns is called. */
function show(editor: CodeEditor, doc: Doc): () => void {
  editor.show(doc.path, doc.text.peek());
  const stops = [
    effect(() => editor.setText(doc.text.value)),
    effect(() => editor.setDiagnostics(doc.diagnostics.value)),
    effect(() => {
      const lines = inspecting.value ? answer.value?.lines : undefined;
      editor.setProfile(lines ? (own(lines, doc.path) ?? {}) : null);
    }),
    effect(() => {
      const to = target.value;
      if (to?.path !== doc.path) return;
      editor.goTo(to.line, to.column);
      target.value = null;
    }),
  ];
  return () => {
    doc.flush();
    for (const stop of stops) stop();
  };
}

export const attachEditor = { host, show };
