import { useSignal } from '@preact/signals';
import { deleteWithUndo } from '../files/file-actions.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { size, Time } from '../parts/time.tsx';
import { mayWrite } from '../session/may.ts';
import { files } from '../session/site.ts';
import { openDialog } from '../shell/dialogs.ts';
import { go } from '../shell/route.ts';
import { say, sayError } from '../shell/toasts.ts';
import { readPicked } from '../upload/dropped.ts';
import { addPictures } from './add-pictures.ts';
import { type Listed, nameOf, TEXTS } from './names.ts';
import { Shown } from './picture-card.tsx';
import { altOf, saveAlt, textsProblem } from './texts.ts';

/** A picture with its text, and what can be done with it. */
export function PictureDetails({ picture, close }: { picture: Listed; close(): void }) {
  const { path, versions } = picture;
  const name = nameOf(path);
  const file = files.value.get(path);
  return (
    <Dialog title={name} size="wide" close={close}>
      <div class="picture-details">
        <Shown key={file?.etag} path={path} />
        <div class="stack">
          <p class="soft">
            {file?.picture && `${file.picture.width} × ${file.picture.height} pixels, `}
            {size(file?.size ?? 0)}, saved by {file?.author} <Time at={file?.updated ?? 0} />
            {versions.length > 0 && `, with ${versions.length} smaller versions`}
          </p>
          <Alt name={name} />
          <p class="soft">
            In templates: <code>{`{% image '${name}' %}`}</code>
          </p>
          <div class="row wrap">
            <button type="button" class="button" onClick={() => openDialog({ dialog: 'uses', path })}>
              <Icon name="search" /> Where it is used
            </button>
            {mayWrite(path) && <Replace path={path} />}
            <button type="button" class="button" onClick={() => go({ view: 'history', path })}>
              <Icon name="history" /> History
            </button>
            {mayWrite(path) && (
              <button
                type="button"
                class="button danger"
                onClick={() => {
                  close();
                  void deleteWithUndo(path, versions);
                }}
              >
                <Icon name="trash" /> Delete
              </button>
            )}
          </div>
        </div>
      </div>
    </Dialog>
  );
}

function Replace({ path }: { path: string }) {
  const ending = /\.[^.]+$/.exec(path)?.[0] ?? '';
  return (
    <label class="button">
      <Icon name="upload" /> Replace
      <input
        class="hidden"
        type="file"
        accept={ending}
        onChange={(event) => {
          const picked = readPicked(event.currentTarget);
          event.currentTarget.value = '';
          void addPictures(picked.slice(0, 1), path);
        }}
      />
    </label>
  );
}

/** The text for who does not see the picture. */
function Alt({ name }: { name: string }) {
  const typed = useSignal<string | null>(null);
  const saved = altOf(name);
  const value = typed.value ?? saved;
  const may = mayWrite(TEXTS) && textsProblem.value === '';
  const save = async () => {
    try {
      await saveAlt(name, value.trim());
      typed.value = null;
      say(`The text of ${name} is saved.`);
    } catch (error) {
      sayError(error);
    }
  };
  return (
    <div class="field">
      <label for="picture-alt">Text for who does not see it</label>
      <textarea
        id="picture-alt"
        class="input"
        rows={2}
        disabled={!may}
        value={value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
      <p class="hint">
        What the picture shows, in a sentence. Pages use it unless they have one of their own.
      </p>
      <div>
        <button
          type="button"
          class="button small"
          disabled={!may || value.trim() === saved}
          onClick={() => void save()}
        >
          Save the text
        </button>
      </div>
    </div>
  );
}
