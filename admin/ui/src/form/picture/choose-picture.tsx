import { useSignal } from '@preact/signals';
import { type Listed, nameOf } from '../../media/names.ts';
import { PictureCards } from '../../media/picture-cards.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import '../../media/media.css';
import { plural } from '../../parts/words.ts';

interface Props {
  readonly pictures: readonly Listed[];
  choose(path: string): void;
  close(): void;
}

/** The pictures of Media, to choose one of. */
export function ChoosePicture({ pictures, choose, close }: Props) {
  const text = useSignal('');
  const wanted = text.value.trim().toLowerCase();
  const shown = pictures.filter(({ path }) => nameOf(path).toLowerCase().includes(wanted));
  return (
    <Dialog title="Choose a picture" size="wide" close={close}>
      <input
        class="input"
        type="search"
        aria-label="Find pictures"
        placeholder={`Find in ${plural(pictures.length, 'picture')}`}
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
      <PictureCards
        pictures={shown}
        isTold={() => true}
        open={(path) => {
          choose(path);
          close();
        }}
      />
    </Dialog>
  );
}
