import { useEffect, useRef } from 'preact/hooks';
import type { CodeEditor } from '../code/code-editor.ts';
import { lazy } from '../parts/lazy.tsx';
import { openDialog } from '../shell/dialogs.ts';
import { sayError } from '../shell/toasts.ts';
import { attachEditor } from './attach-editor.ts';
import { type Doc, revert } from './docs.ts';
import { previewOpen, problemsOpen } from './panes.ts';
import { Problems } from './problems.tsx';

const Preview = lazy(() => import('../preview/preview.tsx').then((module) => module.Preview));

/** The editor with what belongs to its file, and the preview beside it. */
export function EditorPane({ doc }: { doc: Doc }) {
  return (
    <div class={`split ${previewOpen.value ? 'with-preview' : ''}`}>
      <div class="editor-side">
        <Banner doc={doc} />
        <Code doc={doc} />
        {problemsOpen.value && <Problems doc={doc} />}
      </div>
      {previewOpen.value && <Preview doc={doc} />}
    </div>
  );
}

/** One editor for all files: it keeps how each was left. Its code is loaded when it is first needed. */
function Code({ doc }: { doc: Doc }) {
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor | null>(null);
  const detach = useRef<(() => void) | null>(null);
  const current = useRef(doc);
  current.current = doc;
  useEffect(() => {
    let gone = false;
    import('../code/code-editor.ts').then(({ CodeEditor }) => {
      if (gone || !parent.current) return;
      editor.current = new CodeEditor(
        parent.current,
        attachEditor.host(
          () => current.current,
          () => editor.current,
        ),
      );
      detach.current = attachEditor.show(editor.current, current.current);
    }, sayError);
    return () => {
      gone = true;
      current.current.flush();
      detach.current?.();
      editor.current?.destroy();
      editor.current = null;
    };
  }, []);
  useEffect(() => {
    if (!editor.current) return;
    detach.current?.();
    detach.current = attachEditor.show(editor.current, doc);
  }, [doc]);
  return <div ref={parent} class="code" />;
}

function Banner({ doc }: { doc: Doc }) {
  if (doc.conflict.value) {
    return (
      <div class="banner" role="alert">
        <p>
          Somebody else changed this file while you were editing it. Nothing is lost: look at both and decide.
        </p>
        <button
          type="button"
          class="button small"
          onClick={() => openDialog({ dialog: 'conflict', path: doc.path })}
        >
          Compare and merge
        </button>
      </div>
    );
  }
  if (!doc.restored.value) return null;
  return (
    <div class="banner" role="status">
      <p>This is your unsaved work from before. Save it, or go back to the saved version.</p>
      <button type="button" class="button small" onClick={() => revert(doc)}>
        Discard my work
      </button>
      <button
        type="button"
        class="button small"
        onClick={() => {
          doc.restored.value = false;
        }}
      >
        Keep it
      </button>
    </div>
  );
}
