import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { messageOf } from '../../../../schema/message-of.ts';
import { BinButton } from '../content/bin-button.tsx';
import { plural } from '../parts/words.ts';
import { pictureFolder } from '../session/picture-folder.ts';
import { files } from '../session/site.ts';
import { sayError } from '../shell/toasts.ts';
import { PickFiles } from '../upload/pick-files.tsx';
import type { Dropped } from '../upload/uploads.ts';
import { addPictures, preparing } from './add-pictures.ts';
import { type Listed, listPictures, nameOf } from './names.ts';
import { PictureCards } from './picture-cards.tsx';
import { PictureDetails } from './picture-details.tsx';
import { question } from './question.ts';
import { altOf, readTexts, texts, textsProblem } from './texts.ts';
import { TooLarge } from './too-large.tsx';
import { findUnused } from './unused.ts';
import './media.css';

const WHICH = { all: 'All pictures', untold: 'Without a text', unused: 'Not used' } as const;
type Which = keyof typeof WHICH;

/** The pictures of the site: what each shows, where it is used, and new ones. */
export function Media() {
  const text = useSignal('');
  const which = useSignal<Which>('all');
  const chosen = useSignal<string | null>(null);
  const all = useMemo(() => listPictures(files.value), [files.value]);
  useEffect(() => void readTexts().catch(sayError), [files.value.get('data/media.yaml')?.etag]);
  useEffect(takePasted, []);
  const { unused, problem } = useUnused(which.value === 'unused' ? all : undefined);
  const isShown = ({ path }: Listed) =>
    nameOf(path).toLowerCase().includes(text.value.trim().toLowerCase()) &&
    (which.value !== 'untold' || altOf(nameOf(path)) === '') &&
    (which.value !== 'unused' || (unused?.has(path) ?? false));
  const shown = all.filter(isShown);
  const detailed = all.find(({ path }) => path === chosen.value);
  const close = () => {
    chosen.value = null;
  };
  return (
    <div class="page media-page">
      <div class="inner">
        <header>
          <div>
            <h1>Media</h1>
          </div>
          <BinButton />
          {pictureFolder() !== undefined && <AddButtons />}
        </header>
        <div class="row wrap">
          <Filters text={text} which={which} all={all.length} />
          <span class="soft" role="status">
            {preparing.value || counted(shown.length, all.length, which.value === 'unused' && !unused)}
          </span>
        </div>
        {(problem || textsProblem.value) && <p class="note bad">{problem || textsProblem.value}</p>}
        {which.value === 'unused' && unused && (
          <p class="soft">
            No file names these. A name that a template puts together from parts is not seen.
          </p>
        )}
        {all.length === 0 && <p class="note">There are no pictures yet. Drop some here, or paste one.</p>}
        <PictureCards
          pictures={shown}
          isTold={({ path }) => !texts.value || altOf(nameOf(path)) !== ''}
          open={(path) => {
            chosen.value = path;
          }}
        />
      </div>
      {detailed && <PictureDetails key={detailed.path} picture={detailed} close={close} />}
      {question.value && <TooLarge {...question.value} />}
    </div>
  );
}

interface Filtered {
  readonly text: Signal<string>;
  readonly which: Signal<Which>;
  /** How many there are. */
  readonly all: number;
}

function Filters({ text, which, all }: Filtered) {
  return (
    <>
      <input
        class="input find-picture"
        type="search"
        aria-label="Find pictures"
        placeholder={`Find in ${plural(all, 'picture')}`}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <select
        class="input of-kind"
        aria-label="Which pictures"
        value={which.value}
        onChange={({ currentTarget: { value } }) => {
          which.value = value === 'untold' || value === 'unused' ? value : 'all';
        }}
      >
        {Object.entries(WHICH).map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
    </>
  );
}

/** Of these pictures those that nothing names; null while that is looked for, and without pictures to look for. */
function useUnused(all: readonly Listed[] | undefined) {
  const unused = useSignal<ReadonlySet<string> | null>(null);
  const problem = useSignal('');
  useEffect(() => {
    unused.value = null;
    if (!all) return;
    findUnused(all.map(({ path }) => path)).then(
      (found) => {
        unused.value = found;
      },
      (error: unknown) => {
        problem.value = messageOf(error);
      },
    );
  }, [all, unused, problem]);
  return { unused: unused.value, problem: problem.value };
}

function counted(shown: number, all: number, looking: boolean): string {
  if (looking) return 'Looking through all files…';
  return shown === all ? '' : `${shown} of ${all}`;
}

/** Files that are picked, and on a phone those that its camera takes. */
function AddButtons() {
  const pick = (picked: Dropped[]) => void addPictures(picked);
  return (
    <>
      <PickFiles
        icon="asset"
        text="Take a photo"
        class="camera"
        accept="image/*"
        capture="environment"
        pick={pick}
      />
      <PickFiles icon="upload" text="Add pictures" class="primary" accept="image/*" multiple pick={pick} />
    </>
  );
}

/** Takes pictures that are pasted anywhere on the screen but into a field. */
function takePasted(): () => void {
  const paste = (event: ClipboardEvent) => {
    const pasted = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
    if (pasted.length === 0) return;
    event.preventDefault();
    void addPictures(pasted.map((file) => ({ name: file.name, file })));
  };
  addEventListener('paste', paste);
  return () => removeEventListener('paste', paste);
}
