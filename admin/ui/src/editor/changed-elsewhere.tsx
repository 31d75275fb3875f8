import { openDialog } from '../shell/dialogs.ts';
import { type Doc, revert } from './docs.ts';

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
