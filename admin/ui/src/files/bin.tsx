import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../../../../schema/message-of.ts';
import { restoreVersion } from '../api/history.ts';
import { type Deleted, listDeleted } from '../api/usages.ts';
import { Dialog } from '../parts/dialog.tsx';
import { size, Time } from '../parts/time.tsx';
import { isForContent, mayWrite } from '../session/may.ts';
import { loadStatus, putFile } from '../session/site.ts';
import { closeDialog } from '../shell/dialogs.ts';
import { attempt, say, takeBack } from '../shell/toasts.ts';
import { openRestored } from './file-actions.ts';

/** Pages of deleted files that are looked through at most: each has 200. */
const PAGES = 10;

/** What was deleted last, of what somebody may see here: for who only writes, that is no code. */
async function deletedOf(mayShow: (path: string) => boolean): Promise<Deleted[]> {
  const found: Deleted[] = [];
  let before: number | null | undefined;
  for (let page = 0; page < PAGES && before !== null && found.length < 200; page++) {
    const answer = await listDeleted(before);
    found.push(...answer.files.filter(({ path }) => mayShow(path)));
    before = answer.before;
  }
  return found;
}

/** Files that were deleted, to be brought back with their history. */
export function Bin() {
  const files = useSignal<readonly Deleted[] | null>(null);
  const problem = useSignal('');
  useEffect(() => {
    deletedOf((path) => !isForContent.value || mayWrite(path)).then(
      (found) => {
        files.value = found;
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
      openRestored(path);
      takeBack(`delete ${path}`);
      say(`${path} is there again.`);
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
