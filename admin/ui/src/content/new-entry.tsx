import { useSignal } from '@preact/signals';
import { slugOf } from '../../../../site/addresses/slug.ts';
import { entryText } from '../files/entry-text.ts';
import { createFile } from '../files/file-actions.ts';
import { formOpen } from '../form/form-open.ts';
import { changeFile } from '../language/client.ts';
import { fieldsOf } from '../language/collections.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useSubmission } from '../parts/use-submission.ts';
import { files } from '../session/site.ts';
import { closeDialog } from '../shell/dialogs.ts';

/** Begins an entry with its title, which its name and address follow from. */
export function NewEntry({ collection }: { collection: string }) {
  const title = useSignal('');
  const { busy, refused, submit } = useSubmission();
  const path = pathFor(collection, title.value);
  const ready = path !== undefined && !busy.value;
  const create = async () => {
    if (path === undefined) return;
    await submit(async () => {
      formOpen.value = true;
      await createFile(path, await beginning(path, collection, title.value.trim()));
      closeDialog();
    });
  };
  return (
    <FormDialog
      title={`New in ${collection}`}
      action="Create"
      ready={ready}
      close={closeDialog}
      submit={() => void create()}
    >
      <div class="field">
        <label for="new-entry-title">Title</label>
        <input
          id="new-entry-title"
          class="input"
          // biome-ignore lint/a11y/noAutofocus: the dialog was opened to type this
          autoFocus
          maxLength={200}
          value={title.value}
          aria-describedby="new-entry-note"
          onInput={(event) => {
            title.value = event.currentTarget.value;
            refused.value = '';
          }}
        />
        <p id="new-entry-note" class={refused.value ? 'problem' : 'hint'}>
          {refused.value || (path === undefined ? 'You can change it later.' : `It becomes ${path}`)}
        </p>
      </div>
    </FormDialog>
  );
}

async function beginning(path: string, collection: string, title: string): Promise<string> {
  const text = entryText(path, await fieldsOf(collection));
  const edited = await changeFile(path, text, { kind: 'set', path: ['title'], value: title });
  return edited.ok ? edited.text : text;
}

/** Undefined while the title makes no name. Names of files have letters of ASCII only. */
function pathFor(collection: string, title: string): string | undefined {
  const slug = slugOf(title.normalize('NFKD').replace(/\p{M}+/gu, ''))
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9-]+/g, '')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  if (slug === '') return title.trim() === '' ? undefined : freePath(collection, 'entry');
  return freePath(collection, slug);
}

function freePath(collection: string, slug: string, n = 1): string {
  const name = n === 1 ? slug : `${slug}-${n}`;
  const path = `content/${collection}/${name}${endingOf(collection)}`;
  return files.value.has(path) ? freePath(collection, slug, n + 1) : path;
}

/** What most of its entries end with. */
function endingOf(collection: string): string {
  const folder = `content/${collection}/`;
  const names = [...files.value.keys()].filter(
    (path) => path.startsWith(folder) && !path.includes('/_collection.'),
  );
  const data = names.filter((path) => /\.(?:ya?ml|json)$/.test(path));
  if (names.length === 0 || data.length * 2 <= names.length) return '.md';
  return data[0]?.slice(data[0].lastIndexOf('.')) ?? '.yaml';
}
