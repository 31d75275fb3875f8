import { useEffect } from 'preact/hooks';
import { PreviewFrame } from './preview-frame.tsx';
import { followEditor, tellPointed } from './preview-window.ts';
import { shown } from './state.ts';
import './preview.css';

/** The preview in a window of its own: the page, and nothing else. */
export function PreviewWindow() {
  useEffect(followEditor, []);
  useEffect(() => {
    document.title = `Preview ${shown.value?.url ?? ''}`;
  }, [shown.value?.url]);
  return (
    <main class="preview-window">
      <h1 class="visually-hidden">Preview</h1>
      {!shown.value && <p class="note preview-note">Open a file in the editor: its page is shown here.</p>}
      <PreviewFrame pointed={tellPointed} />
    </main>
  );
}
