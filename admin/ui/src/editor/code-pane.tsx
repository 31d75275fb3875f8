import { useEffect, useRef } from 'preact/hooks';
import type { CodeEditor } from '../code/code-editor.ts';
import { sayError } from '../shell/toasts.ts';
import { attachEditor } from './attach-editor.ts';
import type { Doc } from './docs.ts';

/** One editor for all files of a pane: it keeps how each was left. Its code is loaded when it is first needed. */
export function CodePane({ doc, isMain }: { doc: Doc; isMain: boolean }) {
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor | null>(null);
  const detach = useRef<(() => void) | null>(null);
  const current = useRef(doc);
  current.current = doc;
  useEffect(() => {
    let gone = false;
    import('../code/code-editor.ts').then(({ CodeEditor }) => {
      if (gone || !parent.current) return;
      const host = attachEditor.host({ doc: () => current.current, editor: () => editor.current, isMain });
      editor.current = new CodeEditor(parent.current, host);
      detach.current = attachEditor.show(editor.current, current.current);
    }, sayError);
    return () => {
      gone = true;
      current.current.flush();
      detach.current?.();
      editor.current?.destroy();
      editor.current = null;
    };
  }, [isMain]);
  useEffect(() => {
    if (!editor.current) return;
    detach.current?.();
    detach.current = attachEditor.show(editor.current, doc);
  }, [doc]);
  return <div ref={parent} class="code" />;
}
