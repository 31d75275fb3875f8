import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../../../../schema/message-of.ts';
import { restoreVersion } from '../api/history.ts';
import { type Deleted, listDeleted } from '../api/usages.ts';
import { openFile } from '../editor/tabs.ts';
import { Dialog } from '../parts/dialog.tsx';
import { size, Time } from '../parts/time.tsx';
import { mayWrite } from '../session/may.ts';
import { loadStatus, putFile } from '../session/site.ts';
import { closeDialog } from '../shell/dialogs.ts';
import { attempt } from '../shell/toasts.ts';

/** Files that were deleted, to be brought back with their history. */
export function Bin() {
  const files = useSignal<readonly Deleted[] | null>(null);
  const problem = useSignal('');
  useEffect(() => {
    listDeleted().then(
      (found) => {
        files.value = found.files;
      },
      (error: unknown) => {
        problem.value = messageOf(error);
      },
    );
  }, []);
  const restore = ({ path, version }: Deleted) =>
    attempt(`restore ${path}`, async () => {
      putFile(await restoreVersion(path, version, undefined));
      closeDialog();
      openFile(path);
      await loadStatus();
    });
  return (
    <Dialog title="Deleted files" size="wide" close={closeDialog}>
      {problem.value && <p class="note bad">{problem.value}</p>}
      {!files.value && !problem.value && <p class="soft">Reading…</p>}
      {files.value?.length === 0 && <p class="note">Nothing was deleted that is not there again.</p>}
      <ul class="bin">
        {files.value?.map((file) => (
          <li key={file.path} class="row">
            <span class="grow">
              <span class="mono">{file.path}</span>
              <br />
              <span class="soft">
                {size(file.size)}, deleted by {file.author}, <Time at={file.at} />
              </span>
            </span>
            {mayWrite(file.path) && (
              <button
                type="button"
                class="button small"
                aria-label={`Restore ${file.path}`}
                onClick={() => void restore(file)}
              >
                Restore
              </button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
