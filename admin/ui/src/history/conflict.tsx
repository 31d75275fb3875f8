import { useSignal } from '@preact/signals';
import { docOf, resolveConflict, saveDoc } from '../editor/docs.ts';
import { Dialog } from '../parts/dialog.tsx';
import { closeDialog } from '../shell/dialogs.ts';
import { DiffView } from './diff-view.tsx';

/** Both versions of a file that two people edited, to make one of. */
export function Conflict({ path }: { path: string }) {
  const doc = docOf(path);
  const other = doc?.conflict.value;
  const merged = useSignal(doc?.text.value ?? '');
  const mine = useSignal(doc?.text.value ?? '');
  if (!doc || !other) return null;
  const save = async (text: string) => {
    resolveConflict(doc, text);
    closeDialog();
    await saveDoc(doc);
  };
  return (
    <Dialog
      title={`Two versions of ${path}`}
      size="full"
      close={closeDialog}
      footer={
        <>
          <button
            type="button"
            class="button"
            onClick={() => void save(other.text)}
            disabled={other.etag === null}
          >
            Take all of theirs
          </button>
          <button type="button" class="button" onClick={() => void save(mine.value)}>
            Keep all of mine
          </button>
          <button type="button" class="button primary" onClick={() => void save(merged.value)}>
            Save the merge
          </button>
        </>
      }
    >
      <p class="soft">
        {other.etag === null
          ? 'Somebody deleted this file while you were editing it. Saving makes it again.'
          : 'Somebody saved this file while you were editing it. Red lines are theirs, green lines are yours: choose at each difference, or edit the text.'}
      </p>
      <DiffView
        path={path}
        before={other.text}
        after={mine.value}
        merge={(text) => {
          merged.value = text;
        }}
      />
    </Dialog>
  );
}
