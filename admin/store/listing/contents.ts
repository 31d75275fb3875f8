import type { Content } from '../tables/changes.ts';
import type { Compiled } from '../tables/compiled.ts';
import type { Files } from '../tables/files.ts';
import { type ContentRead, MOST_BYTES } from '../told.ts';

interface Parts {
  readonly files: Files;
  readonly compiled: Compiled;
}

/** What a file holds: its text, or for an asset where its bytes are in KV. */
export const contentRead = ({ compiled }: Pick<Parts, 'compiled'>, { hash, asset }: Content): ContentRead =>
  asset ? { hash, asset } : { hash, text: compiled.text(hash) ?? '' };

/** A page of files with their texts, or for assets the names of their bytes in KV: as many as one answer holds. */
export function pageOfContents(parts: Parts, prefix: string, after: string, limit: number) {
  const { files, cursor } = parts.files.contents(prefix, after, limit);
  let bytes = 0;
  const few = files.filter(({ asset, size }, at) => {
    bytes += asset ? 0 : size;
    return at === 0 || bytes <= MOST_BYTES;
  });
  const found = few.map((file) => ({ path: file.path, ...contentRead(parts, file) }));
  const texts = found.map(({ path, text, asset }) => ({ path, text, asset: asset?.name }));
  return { files: texts, cursor: few.length < files.length ? few.at(-1)?.path : cursor };
}
