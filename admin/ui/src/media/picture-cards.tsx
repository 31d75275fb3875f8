import { useSignal } from '@preact/signals';
import { files } from '../session/site.ts';
import type { Listed } from './names.ts';
import { PictureCard } from './picture-card.tsx';

/** Cards that are shown at first, and more with each click. */
const SOME = 60;

interface Props {
  readonly pictures: readonly Listed[];
  /** Whether a picture has a text that says what it shows; without one its card says so. */
  isTold(picture: Listed): boolean;
  open(path: string): void;
}

/** Pictures as cards, some at a time. */
export function PictureCards({ pictures, isTold, open }: Props) {
  const most = useSignal(SOME);
  return (
    <>
      <ul class="pictures" aria-label="Pictures">
        {pictures.slice(0, most.value).map((picture) => (
          <PictureCard
            key={`${picture.path} ${files.value.get(picture.path)?.etag}`}
            picture={picture}
            isTold={isTold(picture)}
            open={() => open(picture.path)}
          />
        ))}
      </ul>
      {pictures.length > most.value && (
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
    </>
  );
}
