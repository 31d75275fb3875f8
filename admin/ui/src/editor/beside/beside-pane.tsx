import { Icon } from '../../parts/icon.tsx';
import { mayWrite } from '../../session/may.ts';
import { ChangedElsewhere } from '../changed-elsewhere.tsx';
import { CodePane } from '../code-pane.tsx';
import { type Doc, saveDoc } from '../docs.ts';
import { isEditable } from '../editable.ts';
import { tabs } from '../tabs.ts';
import { useDoc } from '../use-doc.ts';
import { beside, closeBeside } from './beside.ts';

/** Another file beside the one that is being edited, as a style sheet beside its template. */
export function BesidePane({ path, active }: { path: string; active: string }) {
  const { doc, problem } = useDoc(path);
  const others = [...new Set([path, ...tabs.value])].filter((tab) => tab !== active && isEditable(tab));
  return (
    <section class="beside" aria-label="File beside">
      <div class="beside-bar">
        <select
          class="input mono"
          aria-label="File beside the open one"
          value={path}
          onChange={(event) => {
            beside.value = event.currentTarget.value;
          }}
        >
          {others.map((other) => (
            <option key={other} value={other}>
              {other}
            </option>
          ))}
        </select>
        {doc && mayWrite(path) && <Save doc={doc} />}
        <button
          type="button"
          class="icon-button"
          aria-label={`Close the pane of ${path}`}
          title="Close this pane"
          onClick={closeBeside}
        >
          <Icon name="close" />
        </button>
      </div>
      {problem && <p class="note bad workbench-note">{problem}</p>}
      {doc && <ChangedElsewhere doc={doc} />}
      {doc && <CodePane doc={doc} isMain={false} />}
    </section>
  );
}

function Save({ doc }: { doc: Doc }) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={`Save ${doc.path}`}
      title="Save"
      disabled={!doc.dirty.value || doc.saving.value}
      onClick={() => void saveDoc(doc)}
    >
      <Icon name="save" />
    </button>
  );
}
