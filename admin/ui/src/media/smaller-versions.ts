import { parse } from 'yaml';
import { readText } from '../api/files.ts';
import { files } from '../session/site.ts';
import type { Dropped } from '../upload/uploads.ts';
import { versionPath } from './names.ts';
import { ask } from './question.ts';
import { isTooLarge, type Measured, measure, shrunk, versionOf } from './shrink.ts';

/** A picture as it is sent. */
export interface Prepared {
  readonly file: File;
  /** Undefined for what has no pixels, or what the browser does not read. */
  readonly size: Measured | undefined;
}

/** Pictures as large as a page needs, if that is what the person wants; null where they want none of it. */
export async function prepared(given: readonly File[]): Promise<Prepared[] | null> {
  const measured = await Promise.all(given.map(async (file) => ({ file, size: await measure(file) })));
  const large = measured.flatMap(({ file, size }) =>
    size && isTooLarge(file, size) ? [{ file, size }] : [],
  );
  const answer = large.length > 0 ? await ask(large) : 'as they are';
  if (answer === null) return null;
  const made: Prepared[] = [];
  for (const { file, size } of measured) {
    const isLarge = answer === 'smaller' && size && isTooLarge(file, size);
    const kept = isLarge ? await shrunk(file, size) : file;
    made.push({ file: kept, size: kept === file ? size : await measure(kept) });
  }
  return made;
}

/** The smaller versions that the site asks for, of a picture at a path, as files to upload. */
export async function versionsOf({ file, size }: Prepared, path: string): Promise<Dropped[]> {
  const made: Dropped[] = [];
  const widths = size ? (await widthsAsked()).filter((each) => each < size.width) : [];
  for (const width of widths) {
    const blob = await versionOf(file, width);
    const name = versionPath(path, width);
    if (blob) made.push({ name, file: new File([blob], name, { type: blob.type }) });
  }
  return made;
}

/** Widths that site.yaml asks for: `images: { widths: [480, 960] }`. */
async function widthsAsked(): Promise<number[]> {
  if (!files.value.has('site.yaml')) return [];
  try {
    const site: unknown = parse((await readText('site.yaml')).text, { maxAliasCount: 0 });
    const { widths }: { widths?: unknown } = Object(Object(site).images);
    const all = Array.isArray(widths) ? widths : [];
    return all.filter((each) => Number.isInteger(each) && each >= 16 && each <= 8_192).sort((a, b) => a - b);
  } catch {
    return []; // what is wrong with it, its own screens say
  }
}
