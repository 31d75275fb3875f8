import { useSignal } from '@preact/signals';
import { readPath } from '../../../../schema/file.ts';
import { docOf } from '../editor/docs.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { files } from '../session/site.ts';
import { closeDialog } from '../shell/dialogs.ts';
import { renameFile } from './file-actions.ts';

/** Gives a file another path. */
export function Rename({ path }: { path: string }) {
  const name = useSignal(path);
  const refused = useSignal('');
  const busy = useSignal(false);
  const to = name.value.trim();
  const read = readPath(to);
  const problem =
    to === path
      ? ''
      : 'problem' in read
        ? read.problem.message
        : files.value.has(to)
          ? `${to} exists already.`
          : refused.value;
  const unsaved = docOf(path)?.dirty.value;
  const rename = async () => {
    if (to === path || problem || busy.value) return;
    busy.value = true;
    try {
      await renameFile(path, to);
      closeDialog();
    } catch (error) {
      refused.value = error instanceof Error ? error.message : String(error);
    }
    busy.value = false;
  };
  return (
    <FormDialog
      title={`Rename ${path}`}
      close={closeDialog}
      submit={rename}
      action="Rename"
      ready={to !== path && problem === '' && !busy.value}
    >
      <div class="field">
        <label for="new-path">New path</label>
        <input
          id="new-path"
          class="input mono"
          value={name.value}
          autocomplete="off"
          // biome-ignore lint/a11y/noAutofocus: the dialog was opened to type this
          autoFocus
          aria-invalid={problem !== ''}
          aria-describedby="rename-hint"
          onInput={(event) => {
            name.value = event.currentTarget.value;
            refused.value = '';
          }}
        />
        <p id="rename-hint" class={problem ? 'problem' : 'hint'}>
          {problem || 'Templates that name it are not changed; the list of problems will show them.'}
        </p>
      </div>
      {unsaved && (
        <p class="note warn">
          This file has changes that are not saved. Save them first: the saved version is renamed.
        </p>
      )}
    </FormDialog>
  );
}
