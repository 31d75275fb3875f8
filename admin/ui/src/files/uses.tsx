import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../../../../schema/message-of.ts';
import { type Place, usesOf } from '../api/usages.ts';
import { Dialog } from '../parts/dialog.tsx';
import { closeDialog } from '../shell/dialogs.ts';
import { Places } from './places.tsx';

/** Where other files name a file. */
export function Uses({ path }: { path: string }) {
  const uses = useSignal<readonly Place[] | null>(null);
  const problem = useSignal('');
  useEffect(() => {
    usesOf(path).then(
      (found) => {
        uses.value = found;
      },
      (error: unknown) => {
        problem.value = messageOf(error);
      },
    );
  }, [path]);
  return (
    <Dialog title={`Uses of ${path}`} size="wide" close={closeDialog}>
      {problem.value && <p class="note bad">{problem.value}</p>}
      {!uses.value && !problem.value && <p class="soft">Looking through all files…</p>}
      {uses.value?.length === 0 && <p class="note">No other file names it.</p>}
      <Places places={uses.value ?? []} />
    </Dialog>
  );
}
