import { useSignal } from '@preact/signals';
import { type Listed, nameOf } from '../../media/names.ts';
import { PictureCard } from '../../media/picture-card.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { files } from '../../session/site.ts';
import '../../media/media.css';

/** Cards that are shown at first, and more with each click. */
const SOME = 60;

interface Props {
  readonly pictures: readonly Listed[];
  choose(path: string): void;
  close(): void;
}

/** The pictures of Media, to choose one of. */
export function ChoosePicture({ pictures, choose, close }: Props) {
  const text = useSignal('');
  const most = useSignal(SOME);
  const wanted = text.value.trim().toLowerCase();
  const shown = pictures.filter(({ path }) => nameOf(path).toLowerCase().includes(wanted));
  return (
    <Dialog title="Choose a picture" size="wide" close={close}>
      <input
        class="input"
        type="search"
        aria-label="Find pictures"
        placeholder={`Find in ${pictures.length} ${pictures.length === 1 ? 'picture' : 'pictures'}`}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      {shown.length === 0 && (
        <p class="note">
          {pictures.length === 0 ? 'There are no pictures yet: upload one.' : 'No picture has such a name.'}
        </p>
      )}
      <ul class="pictures" aria-label="Pictures">
        {shown.slice(0, most.value).map((picture) => (
          <PictureCard
            key={`${picture.path} ${files.value.get(picture.path)?.etag}`}
            picture={picture}
            isTold
            open={() => {
              choose(picture.path);
              close();
            }}
          />
        ))}
      </ul>
      {shown.length > most.value && (
        <button
          type="button"
          class="button"
          onClick={() => {
            most.value += SOME;
          }}
        >
          Show more
        </button>
      )}
    </Dialog>
  );
}
