import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../../../../../schema/message-of.ts';
import { type Place, usesOf } from '../../api/usages.ts';
import { docOf } from '../../editor/docs.ts';
import { cursor } from '../../editor/panes.ts';
import { activePath } from '../../editor/tabs.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { files } from '../../session/site.ts';
import { closeDialog } from '../../shell/dialogs.ts';
import { Places } from './places.tsx';
import { type Thing, thingAt } from './thing-at.ts';

/** Where other files name a file; or where what the cursor is on is used, a key of data or a block. */
export function Uses({ path, atCursor }: { path: string; atCursor: true | undefined }) {
  const thing = useSignal(atCursor && thingAtCursor(path));
  const isWhole = useSignal(thing.value === undefined);
  const of = useComputed(() => (isWhole.value ? undefined : thing.value));
  const uses = useSignal<readonly Place[] | null>(null);
  const problem = useSignal('');
  useEffect(() => {
    uses.value = null;
    usesOf(of.value?.path ?? path, of.value?.query).then(
      (found) => {
        uses.value = found;
      },
      (error: unknown) => {
        problem.value = messageOf(error);
      },
    );
  }, [path, of.value]);
  return (
    <Dialog title={`Uses of ${of.value?.name ?? path}`} size="wide" close={closeDialog}>
      {thing.value && (
        <label class="row">
          <input
            type="checkbox"
            checked={isWhole.value}
            onChange={(event) => {
              isWhole.value = event.currentTarget.checked;
            }}
          />
          Of the whole file {path}
        </label>
      )}
      {problem.value && <p class="note bad">{problem.value}</p>}
      {!uses.value && !problem.value && <p class="soft">Looking through all files…</p>}
      {uses.value?.length === 0 && <p class="note">{none(of.value)}</p>}
      <Places places={uses.value ?? []} />
    </Dialog>
  );
}

function thingAtCursor(path: string): Thing | undefined {
  const text = path === activePath() ? docOf(path)?.text.peek() : undefined;
  if (text === undefined) return undefined;
  const { line, column } = cursor.peek();
  const before = text.split('\n').slice(0, line - 1);
  const offset = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return thingAt(path, text, offset, files.peek().keys());
}

const none = (of: Thing | undefined): string =>
  of && 'key' in of.query ? 'No template reads it by this name.' : 'No other file names it.';
