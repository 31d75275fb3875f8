import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { flushDocs } from '../editor/docs.ts';
import { Inspector } from './inspector.tsx';
import { answerPointed } from './point.ts';
import { PreviewBar } from './preview-bar.tsx';
import { PreviewErrors } from './preview-errors.tsx';
import { PreviewFrame } from './preview-frame.tsx';
import { settleErrors } from './settled-errors.ts';
import { answer, inspecting, previewProblem, shown, subject } from './state.ts';
import { UsedByBar } from './used-by-bar.tsx';
import './preview.css';

/** What visitors would see of what is typed. */
export function Preview() {
  useEffect(() => settleErrors(flushDocs), []);
  useSignalEffect(() => {
    const location = answer.value?.location;
    if (location?.startsWith('/')) subject.value = { url: location };
  });
  return (
    <section class="preview" aria-label="Preview">
      <PreviewBar />
      <UsedByBar />
      {previewProblem.value && <p class="note bad preview-note">{previewProblem.value}</p>}
      {shown.value && !shown.value.type.startsWith('text/html') ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
        <pre class="preview-text" tabIndex={0}>
          {shown.value.html}
        </pre>
      ) : (
        <PreviewFrame pointed={answerPointed} />
      )}
      <PreviewErrors />
      {inspecting.value && <Inspector />}
    </section>
  );
}
