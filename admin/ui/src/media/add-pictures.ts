import { signal } from '@preact/signals';
import { deleteFile } from '../api/files.ts';
import { pictureFolder } from '../session/picture-folder.ts';
import { dropFile, files } from '../session/site.ts';
import { sayError } from '../shell/toasts.ts';
import { freePath } from '../upload/free-path.ts';
import { type Dropped, upload } from '../upload/uploads.ts';
import { listPictures } from './names.ts';
import { prepared, versionsOf } from './smaller-versions.ts';

/** What goes on before the upload; '' when nothing does. */
export const preparing = signal('');

/** Uploads pictures with the smaller versions that the site asks for; other files as they are. With `replaces`, one in its place. */
export async function addPictures(dropped: readonly Dropped[], replaces?: string): Promise<void> {
  const folder = pictureFolder();
  if (folder === undefined) return sayError(new Error('You may not add files to assets/.'));
  try {
    preparing.value = 'Looking at the pictures…';
    const made = await prepared(dropped.map(({ file }) => file));
    if (made === null) return;
    const taken = new Set<string>();
    const pictures: Dropped[] = [];
    const versions: Dropped[] = [];
    for (const picture of made) {
      const { file } = picture;
      const path = replaces ?? freePath(folder, file.name.normalize('NFC').trim(), taken);
      taken.add(path);
      preparing.value = `Looking at ${file.name}…`;
      pictures.push({ name: path, file });
      versions.push(...(await versionsOf(picture, path)));
    }
    preparing.value = '';
    await upload([...pictures, ...versions]);
    if (replaces !== undefined) await dropOld(replaces, new Set(versions.map(({ name }) => name)));
  } catch (error) {
    sayError(error);
  } finally {
    preparing.value = '';
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
