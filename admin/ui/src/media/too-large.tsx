import { Dialog } from '../parts/dialog.tsx';
import { size } from '../parts/time.tsx';
import type { Answer, Large } from './question.ts';

interface Props {
  readonly large: readonly Large[];
  answer(given: Answer): void;
}

/** Offers to make pictures smaller that are larger than a page needs. */
export function TooLarge({ large, answer }: Props) {
  return (
    <Dialog
      title={large.length === 1 ? 'This picture is large' : `${large.length} pictures are large`}
      close={() => answer(null)}
      submit={() => answer('smaller')}
      footer={
        <>
          <button type="button" class="button" onClick={() => answer('as they are')}>
            Upload as they are
          </button>
          <button type="button" class="button primary" onClick={() => answer('smaller')}>
            Make them smaller
          </button>
        </>
      }
    >
      <p class="soft">
        Pages load slowly with more than 2560 pixels across or 2 MB. What is left looks the same.
      </p>
      <ul class="too-large">
        {large.map(({ file, size: { width, height } }) => (
          <li key={file.name} class="row">
            <span class="mono ellipsis grow">{file.name}</span>
            <span class="soft">
              {width} × {height}, {size(file.size)}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
