import { useSignal } from '@preact/signals';
import { useContext, useMemo } from 'preact/hooks';
import type { Control } from '../../../../../site/forms/control.ts';
import { listPictures, nameOf, TEXTS } from '../../media/names.ts';
import { Shown, smallest } from '../../media/picture-card.tsx';
import { Icon } from '../../parts/icon.tsx';
import { lazy } from '../../parts/lazy.tsx';
import { mayWrite } from '../../session/may.ts';
import { pictureFolder } from '../../session/picture-folder.ts';
import { files } from '../../session/site.ts';
import { say, sayError } from '../../shell/toasts.ts';
import { PickFiles } from '../../upload/pick-files.tsx';
import { hasText } from '../../write/has-text.ts';
import { PICTURES, Pictures } from '../../write/pictures.ts';
import { SendingList } from '../../write/sending.tsx';
import { FormPath } from '../known-values.ts';
import { follow } from '../moved-path.ts';
import { Suggestions } from '../suggestions.tsx';
import { useTyped } from '../typed.ts';
import { assetNamed, fileNamed, nameFor } from './picture-name.ts';
import './picture-field.css';

const ChoosePicture = lazy(() => import('./choose-picture.tsx').then((module) => module.ChoosePicture));
const AltText = lazy(() => import('../../media/alt-text.tsx').then((module) => module.AltText));

interface Props {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
  readonly control: Control;
  /** Names of the values beside it. */
  readonly order: readonly string[];
  readonly text: string;
  /** At another path where the value has moved since. */
  set(text: string, path?: Control['path']): void;
}

/** A picture of the site: what it shows, and how to get another one, by its name, from Media or from the person's device. */
export function PictureField({ control, order, text, set, ...shared }: Props) {
  const form = useContext(FormPath);
  const pictures = useMemo(() => new Pictures(form), [form]);
  const isChoosing = useSignal(false);
  const typed = useTyped(text, set);
  const all = useMemo(() => listPictures(files.value), [files.value]);
  const asset = assetNamed(typed.value);
  const upload = (file: File | undefined) => {
    if (file) void uploadInto({ form, path: control.path, before: typed.value, set }, pictures.upload(file));
  };
  const may = mayWrite(form);
  const mayAdd = may && pictureFolder() !== undefined;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped can be picked with a button of it, too
    <div
      class="picture-field"
      data-takes-files={mayAdd ? '' : undefined}
      onDrop={(event) => takeFile(event, event.dataTransfer, mayAdd, upload)}
      onPaste={(event) => takeFile(event, event.clipboardData, mayAdd, upload)}
    >
      <div class="row">
        <Thumbnail path={fileNamed(typed.value)} />
        <div class="stack grow">
          <input
            {...shared}
            class="input"
            list={`${shared.id}-offered`}
            value={typed.value}
            onInput={(event) => typed.set(event.currentTarget.value)}
          />
          <Suggestions
            id={`${shared.id}-offered`}
            values={all.map((each) => nameFor(each.path, typed.value))}
          />
          {may && (
            <div class="row wrap">
              <button
                type="button"
                class="button small"
                aria-label={`Choose a picture for ${control.label}`}
                onClick={() => {
                  isChoosing.value = true;
                }}
              >
                <Icon name="asset" /> Choose
              </button>
              {mayAdd && (
                <PickFiles
                  icon="upload"
                  text="Upload"
                  label={`Upload a picture for ${control.label}`}
                  class="small"
                  accept={PICTURES}
                  pick={([picked]) => upload(picked?.file)}
                />
              )}
            </div>
          )}
        </div>
      </div>
      <SendingList pictures={pictures} />
      {asset !== undefined && files.value.has(asset) && hasNoText(control, order) && mayWrite(TEXTS) && (
        <AltText key={asset} path={asset} />
      )}
      {isChoosing.value && (
        <ChoosePicture
          pictures={all}
          choose={(chosen) => typed.set(nameFor(chosen, typed.value))}
          close={() => {
            isChoosing.value = false;
          }}
        />
      )}
    </div>
  );
}

interface Place extends Pick<Props, 'set'> {
  readonly form: string;
  readonly path: Control['path'];
  /** What the field had. */
  readonly before: string;
}

/** Names a picture in its field once it is there: the field's item may have been moved meanwhile. */
async function uploadInto({ form, path, before, set }: Place, upload: Promise<string | undefined>) {
  const followed = follow(form, path);
  try {
    const sent = await upload;
    if (sent === undefined) return;
    if (followed.path) set(nameFor(sent, before), followed.path);
    else say(`${nameOf(sent)} is in Media. The field that it was for is gone.`);
  } catch (error) {
    sayError(error);
  } finally {
    followed.stop();
  }
}

/** Whether no value beside the picture says what it shows, as `alt` and `cover_alt` do. */
const hasNoText = ({ path }: Control, order: readonly string[]): boolean =>
  !order.some((name) => name === 'alt' || name === `${path.at(-1)}_alt`);

function takeFile(
  event: Event,
  data: DataTransfer | null,
  mayAdd: boolean,
  upload: (file: File | undefined) => void,
): void {
  const [file] = data?.files ?? [];
  if (!file || !mayAdd || hasText(data?.getData('text/html') ?? '')) return;
  event.preventDefault();
  upload(file);
}

function Thumbnail({ path }: { path: string | undefined }) {
  const file = path === undefined ? undefined : files.value.get(path);
  if (!file) return <span class="shown none" aria-hidden="true" />;
  const small = smallest(
    listPictures().find((each) => each.path === file.path) ?? { path: file.path, versions: [] },
  );
  return <Shown key={`${small} ${file.etag}`} path={small} />;
}
