import { useSignal } from '@preact/signals';
import type { Diagnostic } from '../../../../liquid/error.ts';
import { ApiError } from '../api/client.ts';
import { publishDraft } from '../api/site.ts';
import { Dialog } from '../parts/dialog.tsx';
import { closeDialog } from '../stores/dialogs.ts';
import { dirtyDocs } from '../stores/docs.ts';
import { loadReleases } from '../stores/publish.ts';
import { loadStatus, status } from '../stores/site.ts';
import { say } from '../stores/toasts.ts';

/** Publishes the draft. */
export function Publish() {
  const message = useSignal('');
  const busy = useSignal(false);
  const problem = useSignal('');
  const diagnostics = useSignal<readonly Diagnostic[]>([]);
  const publish = async () => {
    busy.value = true;
    problem.value = '';
    try {
      const release = await publishDraft(message.value, status.value?.draft ?? '');
      await Promise.all([loadStatus(), loadReleases()]);
      closeDialog();
      say(`Release ${release.version} is live.`);
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
      if (error instanceof ApiError) diagnostics.value = (error.problem.diagnostics ?? []) as Diagnostic[]; // one shape, see schema/problem
    }
    busy.value = false;
  };
  return (
    <Dialog
      title="Publish"
      close={closeDialog}
      submit={publish}
      footer={
        <>
          <button type="button" class="button" onClick={closeDialog}>
            Cancel
          </button>
          <button type="button" class="button primary" disabled={busy.value} onClick={publish}>
            {busy.value ? 'Publishing…' : 'Publish'}
          </button>
        </>
      }
    >
      {dirtyDocs.value.length > 0 && (
        <p class="note warn">
          Not saved, so not part of this release: {dirtyDocs.value.map((doc) => doc.path).join(', ')}
        </p>
      )}
      <div class="field">
        <label for="message">What is new in it?</label>
        <input
          id="message"
          class="input"
          autoFocus
          maxLength={500}
          value={message.value}
          onInput={(event) => {
            message.value = event.currentTarget.value;
          }}
        />
      </div>
      {problem.value && (
        <div class="note bad" role="alert">
          <p>{problem.value}</p>
          <ul>
            {diagnostics.value.map((found) => (
              <li key={`${found.path}${found.start.offset}${found.message}`}>
                {found.path}:{found.start.line} {found.message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Dialog>
  );
}
