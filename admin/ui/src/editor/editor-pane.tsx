import { formOpen, hasForm } from '../form/form-open.ts';
import { lazy } from '../parts/lazy.tsx';
import { Splitter } from '../parts/splitter.tsx';
import { maySeeSite } from '../session/may.ts';
import { besideOf, besideShare } from './beside/beside.ts';
import { BesidePane } from './beside/beside-pane.tsx';
import { ChangedElsewhere } from './changed-elsewhere.tsx';
import { CodePane } from './code-pane.tsx';
import type { Doc } from './docs.ts';
import { previewOpen, previewShare, problemsOpen } from './panes.ts';
import { Problems } from './problems.tsx';

const Previewing = lazy(() => import('../preview/keep-previewing.tsx').then((module) => module.Previewing));

const FormView = lazy(() => import('../form/form-view.tsx').then((module) => module.FormView));

/** The editor with what belongs to its file, and the preview beside it. */
export function EditorPane({ doc }: { doc: Doc }) {
  const previewing = previewOpen.value && maySeeSite.value;
  const other = besideOf(doc.path);
  return (
    <div
      class={`split ${previewing ? 'with-preview' : ''}`}
      style={{ '--preview': `${previewShare.value}%` }}
    >
      <div class="editor-side">
        <ChangedElsewhere doc={doc} />
        <div class="editors" style={{ '--beside': `${besideShare.value}%` }}>
          {formOpen.value && hasForm(doc.path) ? (
            <FormView key={doc.path} doc={doc} />
          ) : (
            <CodePane doc={doc} isMain />
          )}
          {other !== null && (
            <>
              <Splitter label="Width of the file beside" value={besideShare} least={20} most={80} />
              <BesidePane path={other} active={doc.path} />
            </>
          )}
        </div>
        {problemsOpen.value && <Problems doc={doc} />}
      </div>
      {previewing && <Splitter label="Width of the preview" value={previewShare} least={15} most={80} />}
      {maySeeSite.value && <Previewing doc={doc} pane={previewing} />}
    </div>
  );
}
