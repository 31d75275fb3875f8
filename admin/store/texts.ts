import { etagOf } from '../../schema/file-etag.ts';
import type { Files } from './tables/files.ts';

interface Text {
  readonly path: string;
  readonly etag: string;
  readonly text: string;
}

/** At the most of a slice: files, and UTF-16 units of text. */
interface Most {
  readonly files: number;
  readonly units: number;
}

/** What one slice of a search looks at, and what one answer of texts has. */
export const SEARCHED: Most = { files: 1_000, units: 4_000_000 };
export const SENT: Most = { files: 500, units: 1_000_000 };

/** Texts of the draft by path after the cursor, as many as fit, each read when it is asked for. Returns the cursor of the next slice. */
export function* texts(
  files: Files,
  prefix: string,
  after: string,
  most: Most,
): Generator<Text, string | null> {
  const slice = files.contents(prefix, after, most.files);
  let length = 0;
  let last = '';
  for (const { path, hash, asset } of slice.files) {
    if (length >= most.units) return last;
    last = path;
    const text = asset ? undefined : files.text(hash);
    if (text === undefined) continue;
    length += text.length;
    yield { path, etag: etagOf(hash), text };
  }
  return slice.cursor ?? null;
}

/** All of a slice at once. */
export function sliceOfTexts(files: Files, prefix: string, after: string, most: Most) {
  const found = texts(files, prefix, after, most);
  const slice: Text[] = [];
  for (;;) {
    const next = found.next();
    if (next.done) return { files: slice, cursor: next.value };
    slice.push(next.value);
  }
}
