import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { readBlob } from '../api/files.ts';
import { size } from '../parts/time.tsx';
import { plural } from '../parts/words.ts';
import { files } from '../session/site.ts';
import { type Listed, nameOf } from './names.ts';

interface Props {
  readonly picture: Listed;
  /** Whether there is a text for who does not see it. */
  readonly isTold: boolean;
  open(): void;
}

/** A picture of the grid. */
export function PictureCard({ picture, isTold, open }: Props) {
  const { path, versions } = picture;
  const file = files.value.get(path);
  return (
    <li>
      <button type="button" class="picture-card" onClick={open}>
        <Shown path={smallest(picture)} />
        <span class="name ellipsis">{nameOf(path)}</span>
        <span class="soft ellipsis">
          {file?.picture ? `${file.picture.width} × ${file.picture.height}, ` : ''}
          {size(file?.size ?? 0)}
          {versions.length > 0 && `, ${plural(versions.length, 'size')}`}
        </span>
        {!isTold && <span class="badge">no text</span>}
      </button>
    </li>
  );
}

/** The smallest version of a picture, which is all that a card needs to load. */
export function smallest({ path, versions }: Listed): string {
  const bytes = (each: string) => files.value.get(each)?.size ?? 0;
  return [...versions].sort((a, b) => bytes(a) - bytes(b))[0] ?? path;
}

/** Shows a picture of the draft, which is loaded when it comes into view. */
export function Shown({ path }: { path: string }) {
  const url = useSignal('');
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let made = '';
    let current = true;
    const load = async () => {
      const blob = await readBlob(path);
      if (!current) return;
      made = URL.createObjectURL(path.endsWith('.svg') ? new Blob([blob], { type: 'image/svg+xml' }) : blob);
      url.value = made;
    };
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      void load().catch(() => undefined); // the box stays empty; its details say more
    });
    if (box.current) observer.observe(box.current);
    return () => {
      current = false;
      observer.disconnect();
      URL.revokeObjectURL(made);
    };
  }, [path, url]);
  return (
    <span ref={box} class="shown">
      {url.value && <img src={url.value} alt="" />}
    </span>
  );
}
