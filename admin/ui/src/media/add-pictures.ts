import { signal } from '@preact/signals';
import { parse } from 'yaml';
import { deleteFile, readText } from '../api/files.ts';
import { pictureFolder } from '../session/picture-folder.ts';
import { dropFile, files } from '../session/site.ts';
import { sayError } from '../shell/toasts.ts';
import { freePath } from '../upload/free-path.ts';
import { type Dropped, upload } from '../upload/uploads.ts';
import { listPictures, versionPath } from './names.ts';
import { isTooLarge, type Measured, measure, shrunk, versionOf } from './shrink.ts';

/** What to do with pictures that are larger than a page needs; null leaves it all. */
export type Answer = 'smaller' | 'as they are' | null;

/** The question about such pictures, while it is open. */
export const question = signal<{
  readonly large: readonly { readonly file: File; readonly size: Measured }[];
  answer(given: Answer): void;
} | null>(null);

/** What goes on before the upload; '' when nothing does. */
export const preparing = signal('');

interface Prepared {
  readonly file: File;
  readonly path: string;
  readonly size: Measured | undefined;
}

/** Uploads pictures with the smaller versions that the site asks for; other files as they are. With `replaces`, one in its place. */
export async function addPictures(dropped: readonly Dropped[], replaces?: string): Promise<void> {
  const folder = pictureFolder();
  if (folder === undefined) return sayError(new Error('You may not add files to assets/.'));
  try {
    preparing.value = 'Looking at the pictures…';
    const measured = await Promise.all(
      dropped.map(async ({ file }) => ({ file, size: await measure(file) })),
    );
    const large = measured.flatMap(({ file, size }) =>
      size && isTooLarge(file, size) ? [{ file, size }] : [],
    );
    const answer = large.length > 0 ? await ask(large) : 'as they are';
    if (answer === null) return;
    const taken = new Set<string>();
    const prepared: Prepared[] = [];
    for (const { file, size } of measured) {
      const isLarge = answer === 'smaller' && size && isTooLarge(file, size);
      const kept = isLarge ? await shrunk(file, size) : file;
      const path = replaces ?? freePath(folder, file.name.normalize('NFC').trim(), taken);
      taken.add(path);
      prepared.push({ file: kept, path, size: kept === file ? size : await measure(kept) });
    }
    const versions = await versionsOf(prepared);
    preparing.value = '';
    await upload([...prepared.map(({ file, path }) => ({ name: path, file })), ...versions]);
    if (replaces !== undefined) await dropOld(replaces, new Set(versions.map(({ name }) => name)));
  } catch (error) {
    sayError(error);
  } finally {
    preparing.value = '';
  }
}

function ask(large: readonly { file: File; size: Measured }[]): Promise<Answer> {
  return new Promise((resolve) => {
    question.value = {
      large,
      answer(given) {
        question.value = null;
        resolve(given);
      },
    };
  });
}

async function versionsOf(pictures: readonly Prepared[]): Promise<Dropped[]> {
  const widths = await widthsAsked();
  const made: Dropped[] = [];
  for (const { file, path, size } of pictures) {
    for (const width of size ? widths.filter((each) => each < size.width) : []) {
      preparing.value = `Making smaller versions of ${file.name}…`;
      const blob = await versionOf(file, width);
      const name = versionPath(path, width);
      if (blob) made.push({ name, file: new File([blob], name, { type: blob.type }) });
    }
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

/** Removes versions of the picture that was there before. */
async function dropOld(path: string, kept: ReadonlySet<string>): Promise<void> {
  const versions = listPictures().find((each) => each.path === path)?.versions ?? [];
  for (const version of versions.filter((each) => !kept.has(each))) {
    await deleteFile(version, files.value.get(version)?.etag ?? '');
    dropFile(version);
  }
}
