import { useEffect, useRef } from 'preact/hooks';
import type { CodeEditor } from '../code/code-editor.ts';
import { lazy } from '../parts/lazy.tsx';
import { sayError } from '../shell/toasts.ts';
import { attachEditor } from './attach-editor.ts';
import { ChangedElsewhere } from './changed-elsewhere.tsx';
import type { Doc } from './docs.ts';
import { previewOpen, problemsOpen } from './panes.ts';
import { Problems } from './problems.tsx';

const Preview = lazy(() => import('../preview/preview.tsx').then((module) => module.Preview));

/** The editor with what belongs to its file, and the preview beside it. */
export function EditorPane({ doc }: { doc: Doc }) {
  return (
    <div class={`split ${previewOpen.value ? 'with-preview' : ''}`}>
      <div class="editor-side">
        <ChangedElsewhere doc={doc} />
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
