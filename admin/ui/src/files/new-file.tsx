import { useSignal } from '@preact/signals';
import { type FileKind, readPath } from '../../../../schema/file.ts';
import { routeOfPage } from '../../../../schema/route.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { useSubmission } from '../parts/use-submission.ts';
import { files } from '../session/site.ts';
import { closeDialog } from '../shell/dialogs.ts';
import { createStarter } from './file-actions.ts';

interface Shape {
  readonly label: string;
  readonly folder: string;
  readonly ending: string;
  readonly hint: string;
}

const SHAPES: Readonly<Partial<Record<FileKind, Shape>>> = {
  page: {
    label: 'Page',
    folder: 'pages/',
    ending: '.liquid',
    hint: 'such as about, posts/[slug] or feed.xml',
  },
  entry: {
    label: 'Entry',
    folder: 'content/',
    ending: '.md',
    hint: 'its collection, then its name, such as posts/first-tide; .yaml works too',
  },
  collection: {
    label: 'Collection',
    folder: 'content/',
    ending: '/_collection.yaml',
    hint: 'such as posts: says which fields its entries have',
  },
  layout: {
    label: 'Layout',
    folder: 'layouts/',
    ending: '.liquid',
    hint: 'such as base: the frame around pages',
  },
  partial: {
    label: 'Partial',
    folder: 'partials/',
    ending: '.liquid',
    hint: 'such as card: {% render "card" %}',
  },
  data: {
    label: 'Data',
    folder: 'data/',
    ending: '.yaml',
    hint: 'such as authors: {{ data.authors }}; .json works too',
  },
  sample: {
    label: 'Sample',
    folder: 'samples/',
    ending: '.json',
    hint: 'has the name of the fetch that it is an example of',
  },
  asset: {
    label: 'Asset',
    folder: 'assets/',
    ending: '',
    hint: 'such as site.css; to upload, drop files on the list',
  },
};

/** Makes a file of a kind, with a beginning in it. */
export function NewFile({ kind: first }: { kind: FileKind }) {
  const kind = useSignal<FileKind>(first);
  const name = useSignal('');
  const { busy, refused, submit } = useSubmission();
  const shape = SHAPES[kind.value];
  const path = fullPath(name.value, shape);
  const read = readPath(path);
  const typed = name.value.trim() !== '';
  const problem = !typed
    ? ''
    : 'problem' in read
      ? read.problem.message
      : files.value.has(path)
        ? `${path} exists already.`
        : refused.value;
  const create = async () => {
    if (!typed || problem) return;
    await submit(async () => {
      await createStarter(path);
      closeDialog();
    });
  };
  return (
    <FormDialog
      title="New file"
      close={closeDialog}
      submit={create}
      action="Make it"
      ready={typed && problem === '' && !busy.value}
    >
      <KindField
        kind={kind.value}
        choose={(chosen) => {
          kind.value = chosen;
        }}
      />
      <div class="field">
        <label for="new-name">Name</label>
        <input
          id="new-name"
          class="input mono"
          value={name.value}
          autocomplete="off"
          // biome-ignore lint/a11y/noAutofocus: the dialog was opened to type this
          autoFocus
          aria-invalid={problem !== ''}
          aria-describedby="new-hint"
          onInput={(event) => {
            name.value = event.currentTarget.value;
            refused.value = '';
          }}
        />
        <p id="new-hint" class={problem ? 'problem' : 'hint'}>
          {problem || (typed ? <Where path={path} /> : shape?.hint)}
        </p>
      </div>
    </FormDialog>
  );
}

function KindField({ kind, choose }: { kind: FileKind; choose(kind: FileKind): void }) {
  return (
    <div class="field">
      <label for="new-kind">Kind</label>
      <select
        id="new-kind"
        class="input"
        value={kind}
        // Its options are SHAPES' keys.
        onChange={(event) => choose(event.currentTarget.value as FileKind)}
      >
        {Object.entries(SHAPES).map(([value, { label }]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

function Where({ path }: { path: string }) {
  const route = path.startsWith('pages/') ? routeOfPage(path) : undefined;
  return (
    <>
      <code>{path}</code>
      {route && (
        <>
          {' '}
          answers <code>{route}</code>
        </>
      )}
    </>
  );
}

/** The path of what was typed: folder and ending are added where they are missing. */
function fullPath(typed: string, shape: Shape | undefined): string {
  const name = typed.trim().replace(/^\/+|\/+$/g, '');
  if (!shape || name === '') return name;
  const inFolder = name.startsWith(shape.folder) ? name : shape.folder + name;
  const isData = shape.folder === 'data/' || shape.ending === '.md';
  const has = inFolder.endsWith(shape.ending) || (isData && /\.(json|ya?ml)$/.test(inFolder));
  return has ? inFolder : inFolder + shape.ending;
}
