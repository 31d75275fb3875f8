import { deleteWithUndo } from '../files/file-actions.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { size, Time } from '../parts/time.tsx';
import { plural } from '../parts/words.ts';
import { isForContent, mayWrite } from '../session/may.ts';
import { files } from '../session/site.ts';
import { openDialog } from '../shell/dialogs.ts';
import { go } from '../shell/route.ts';
import { PickFiles } from '../upload/pick-files.tsx';
import { addPictures } from './add-pictures.ts';
import { AltText } from './alt-text.tsx';
import { type Listed, nameOf } from './names.ts';
import { Shown } from './picture-card.tsx';

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
            {versions.length > 0 && `, with ${plural(versions.length, 'smaller version')}`}
          </p>
          <AltText path={path} />
          {!isForContent.value && (
            <p class="soft">
              In templates: <code>{`{% image '${name}' %}`}</code>
            </p>
          )}
          <div class="row wrap">
            <button type="button" class="button" onClick={() => openDialog({ dialog: 'uses', path })}>
              <Icon name="search" /> Where it is used
            </button>
            {mayWrite(path) && (
              <button type="button" class="button" onClick={() => openDialog({ dialog: 'rename', path })}>
                <Icon name="rename" /> Rename
              </button>
            )}
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
    <PickFiles
      icon="upload"
      text="Replace"
      accept={ending}
      pick={(picked) => void addPictures(picked.slice(0, 1), path)}
    />
  );
}
