import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Doc } from '../editor/docs.ts';
import { Inspector } from './inspector.tsx';
import { PreviewBar } from './preview-bar.tsx';
import { PreviewErrors } from './preview-errors.tsx';
import { PreviewFrame } from './preview-frame.tsx';
import { answer, follows, inspecting, keepPreviewing, previewProblem, shown, subject } from './state.ts';
import './preview.css';

/** What visitors would see of what is typed. */
export function Preview({ doc }: { doc: Doc }) {
  useEffect(keepPreviewing, []);
  useEffect(() => {
    if (follows.value && (doc.kind === 'page' || doc.kind === 'entry')) subject.value = { page: doc.path };
  }, [doc]);
  useSignalEffect(() => {
    const location = answer.value?.location;
    if (location?.startsWith('/')) subject.value = { url: location };
  });
  return (
    <section class="preview" aria-label="Preview">
      <PreviewBar />
      {previewProblem.value && <p class="note bad preview-note">{previewProblem.value}</p>}
      <PreviewErrors />
      {shown.value && !shown.value.type.startsWith('text/html') ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
        <pre class="preview-text" tabIndex={0}>
          {shown.value.html}
        </pre>
      ) : (
        <PreviewFrame />
      )}
      {inspecting.value && <Inspector />}
    </section>
  );
}
