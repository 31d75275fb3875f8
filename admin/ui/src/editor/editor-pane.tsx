import { useEffect, useRef } from 'preact/hooks';
import type { CodeEditor } from '../code/code-editor.ts';
import { lazy } from '../parts/lazy.tsx';
import { Splitter } from '../parts/splitter.tsx';
import { maySeeSite } from '../session/may.ts';
import { sayError } from '../shell/toasts.ts';
import { attachEditor } from './attach-editor.ts';
import { ChangedElsewhere } from './changed-elsewhere.tsx';
import type { Doc } from './docs.ts';
import { previewOpen, previewShare, problemsOpen } from './panes.ts';
import { Problems } from './problems.tsx';

const Previewing = lazy(() => import('../preview/keep-previewing.tsx').then((module) => module.Previewing));

/** The editor with what belongs to its file, and the preview beside it. */
export function EditorPane({ doc }: { doc: Doc }) {
  const previewing = previewOpen.value && maySeeSite.value;
  return (
    <div
      class={`split ${previewing ? 'with-preview' : ''}`}
      style={{ '--preview': `${previewShare.value}%` }}
    >
      <div class="editor-side">
        <ChangedElsewhere doc={doc} />
        <Code doc={doc} />
        {problemsOpen.value && <Problems doc={doc} />}
      </div>
      {previewing && <Splitter label="Width of the preview" value={previewShare} least={15} most={80} />}
      {maySeeSite.value && <Previewing doc={doc} pane={previewing} />}
    </div>
  );
}

/** One editor for all files: it keeps how each was left. Its code is loaded when it is first needed. */
function Code({ doc }: { doc: Doc }) {
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor | null>(null);
  const detach = useRef<(() => void) | null>(null);
  // The doc whose text is in the editor: a key before the effects of a change of docs belongs to the one before.
  const current = useRef(doc);
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
    detach.current?.();
    current.current = doc;
    detach.current = editor.current && attachEditor.show(editor.current, doc);
  }, [doc]);
  return <div ref={parent} class="code" />;
}
