import { PICTURE_NAME } from '../../../../schema/media.ts';
import { wholeOf } from '../../../../site/uses/versions.ts';
import { files } from '../session/site.ts';

/** What is said of pictures: see docs/media.md. */
export const TEXTS = 'data/media.yaml';

/** The name that templates have for it: its path below assets/. */
export const nameOf = (path: string): string => path.slice('assets/'.length);

export interface Listed {
  readonly path: string;
  /** Paths of its smaller versions. */
  readonly versions: readonly string[];
}

/** The pictures of the draft, each with its smaller versions; the last one that was saved first. */
export function listPictures(all = files.value): Listed[] {
  const pictures = [...all.values()].filter(
    ({ path }) => path.startsWith('assets/') && PICTURE_NAME.test(path),
  );
  const versions = new Map<string, string[]>();
  const wholes = pictures.filter(({ path }) => {
    const whole = wholeOf(path, all);
    if (whole === undefined) return true;
    versions.set(whole, [...(versions.get(whole) ?? []), path]);
    return false;
  });
  return wholes
    .sort((a, b) => b.updated - a.updated || (a.path < b.path ? -1 : 1))
    .map(({ path }) => ({ path, versions: versions.get(path) ?? [] }));
}

/** What a smaller version is called. */
export const versionPath = (path: string, width: number): string =>
  `${path.replace(/\.[^./]*$/, '')}-${width}w.webp`;
