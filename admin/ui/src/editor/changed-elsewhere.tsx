import { Time } from '../parts/time.tsx';
import { files } from '../session/site.ts';
import { openDialog } from '../shell/dialogs.ts';
import { attempt } from '../shell/toasts.ts';
import { type Doc, readConflict, revert } from './docs.ts';

/** Says that a file's text is not what it was: somebody else saved it, or unsaved work came back. */
export function ChangedElsewhere({ doc }: { doc: Doc }) {
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
  if (isNewer(doc)) return <Newer doc={doc} />;
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

/** Whether somebody saved or deleted the file since the version that the unsaved work is made from. Own saves are no news. */
function isNewer({ path, dirty, saved, saving }: Doc): boolean {
  const { etag } = saved.value;
  return etag !== null && dirty.value && !saving.value && files.value.get(path)?.etag !== etag;
}

/** Says before a save what it would meet. */
function Newer({ doc }: { doc: Doc }) {
  const now = files.value.get(doc.path);
  return (
    <div class="banner quiet" role="status">
      <p>
        {now ? (
          <>
            {now.author} saved this file <Time at={now.updated} />, after you began. Your work is kept: saving
            shows both versions, to merge.
          </>
        ) : (
          'Somebody deleted this file after you began. Your work is kept: saving asks whether to make it again.'
        )}
      </p>
      {now && (
        <button type="button" class="button small" onClick={() => void meetOther(doc)}>
          Look at both
        </button>
      )}
    </div>
  );
}

async function meetOther(doc: Doc): Promise<void> {
  if (await attempt(`read ${doc.path}`, () => readConflict(doc)))
    openDialog({ dialog: 'conflict', path: doc.path });
}
