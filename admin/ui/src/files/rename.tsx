import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { readPath } from '../../../../schema/file.ts';
import { type Place, usesOf } from '../api/usages.ts';
import { dirtyDocs, docOf } from '../editor/docs.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useSubmission } from '../parts/use-submission.ts';
import { plural } from '../parts/words.ts';
import { identity, isForContent, maySeeSite, mayWrite } from '../session/may.ts';
import { files } from '../session/site.ts';
import { closeDialog, openDialog } from '../shell/dialogs.ts';
import { renameFile } from './file-actions.ts';
import { type NameIn, nameIn, typedName } from './shown-name.ts';
import { Places } from './uses/places.tsx';

/** Gives a file another path, and changes its name where other files have it. Who only writes sees and changes the name below its folder. */
export function Rename({ path }: { path: string }) {
  const isWhole = !isForContent.value;
  const parts = isWhole
    ? { before: '', name: path, after: '' }
    : nameIn(path, identity.value?.prefixes ?? []);
  const name = useSignal(parts.name);
  const { busy, refused, submit } = useSubmission();
  const follow = useSignal(true);
  const whole = maySeeSite.value && mayWrite('site.yaml');
  const { uses, looked } = useUses(path, whole);
  const typed = typedName(name.value, parts);
  const to = parts.before + typed + parts.after;
  const problem = problemOf(parts, typed) || refused.value;
  const found = uses.value ?? [];
  const references = whole && follow.value && found.length > 0;
  const unsaved = references
    ? dirtyDocs.value.filter((doc) => found.some((place) => place.path === doc.path))
    : [];
  const others = found.filter((place) => !mayWrite(place.path));
  const isHeld = references && (unsaved.length > 0 || others.length > 0);
  const ready = to !== path && problem === '' && !busy.value && !isHeld;
  const rename = async () => {
    const unseen = uses.value === null;
    await looked.current;
    // What would be changed elsewhere is to be seen first.
    if (unseen && uses.value !== null && uses.value.length > 0) return;
    const moved = await renameFile(path, to, references);
    closeDialog();
    if (moved && mayWrite('site.yaml')) openDialog({ dialog: 'keep-address', ...moved });
  };
  return (
    <FormDialog
      title={`Rename ${parts.name}`}
      {...(found.length > 0 && { size: 'wide' as const })}
      close={closeDialog}
      submit={() => void (ready && submit(rename))}
      action="Rename"
      ready={ready}
    >
      <div class="field">
        <label for="new-path">{isWhole ? 'New path' : 'New name'}</label>
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
          {problem || 'Its history goes along.'}
        </p>
      </div>
      {docOf(path)?.dirty.value && (
        <p class="note">What you typed and did not save goes along, still not saved.</p>
      )}
      {references && others.length > 0 && (
        <p class="note warn">
          Its name is also in files that are not yours to change, so who may change them has to rename it.
        </p>
      )}
      {found.length > 0 && <References places={found} follow={follow} unsaved={unsaved} />}
      {uses.value?.length === 0 && <p class="soft">No other file names it.</p>}
    </FormDialog>
  );
}

/** The places that name a file, null until they are looked for; and that they are. */
function useUses(path: string, whole: boolean) {
  const uses = useSignal<readonly Place[] | null>(null);
  const looked = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    if (whole)
      looked.current = usesOf(path).then(
        (found) => {
          uses.value = found;
        },
        () => {
          // A file that is not saved yet has no uses.
          uses.value = [];
        },
      );
  }, [path, whole]);
  return { uses, looked };
}

/** Where other files name it, and whether its name is changed there. */
function References({
  places,
  follow,
  unsaved,
}: {
  places: readonly Place[];
  follow: Signal<boolean>;
  unsaved: readonly { readonly path: string }[];
}) {
  return (
    <section class="stack">
      <label class="row">
        <input
          type="checkbox"
          checked={follow.value}
          onChange={(event) => {
            follow.value = event.currentTarget.checked;
          }}
        />
        Change its name in {plural(places.length, 'place')} of other files, in the same step
      </label>
      {unsaved.length > 0 && (
        <p class="note warn">Save these first: {unsaved.map(({ path }) => path).join(', ')}</p>
      )}
      <Places places={places} />
    </section>
  );
}

function problemOf({ before, name, after }: NameIn, typed: string): string {
  if (typed === name) return '';
  if (typed === '') return 'It needs a name.';
  const to = before + typed + after;
  const read = readPath(to);
  if ('problem' in read) return read.problem.message;
  return files.value.has(to) ? `${typed} exists already.` : '';
}
