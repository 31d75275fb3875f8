import { isText } from '../../../../schema/file.ts';
import { readEntryPath } from '../../../../site/content/entry-path.ts';
import { ApiError } from '../api/client.ts';
import { deleteFile, readBlob, writeFile } from '../api/files.ts';
import { moveFile } from '../api/history.ts';
import { beginDoc, forgetDoc } from '../editor/docs.ts';
import { closeTab, openFile, renameTab } from '../editor/tabs.ts';
import { fieldsOf } from '../language/collections.ts';
import { dropFile, files, loadStatus, putFile } from '../session/site.ts';
import { say, sayError } from '../shell/toasts.ts';
import { starterText } from './starter-text.ts';

/**
 * Makes a new file and opens it. Throws an ApiError when that is refused; but what is refused for its text, as an entry whose
 * required fields are still empty, is opened to be completed and saved.
 */
export async function createFile(path: string, text: string): Promise<void> {
  try {
    putFile(await writeFile(path, text, null));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 422 || !error.problem.diagnostics?.length)
      throw error;
    beginDoc(path, text);
    say(`${path} is not saved yet: complete what it needs, then save it.`);
  }
  openFile(path);
  await loadStatus();
}

/** Makes a new file of a path's kind. An entry begins with the fields of its collection. */
export async function createStarter(path: string): Promise<void> {
  const collection = readEntryPath(path)?.collection;
  const fields = collection === undefined ? {} : await fieldsOf(collection);
  await createFile(path, starterText(path, { layout: defaultLayout(), fields }));
}

function defaultLayout(): string | undefined {
  const layouts = [...files.value.keys()].filter((path) => path.startsWith('layouts/'));
  const picked = layouts.find((path) => path === 'layouts/base.liquid') ?? layouts[0];
  return picked?.slice('layouts/'.length, -'.liquid'.length);
}

/** Deletes a file at once; a message in the corner brings it back. */
export async function deleteWithUndo(path: string): Promise<void> {
  const file = files.value.get(path);
  if (!file) return;
  try {
    const bytes = await readBlob(path);
    await deleteFile(path, file.etag);
    closeTab(path);
    forgetDoc(path);
    dropFile(path);
    say(`Deleted ${path}`, { label: 'Undo', run: () => void restore(path, bytes) });
    await loadStatus();
  } catch (error) {
    sayError(error);
  }
}

async function restore(path: string, bytes: Blob): Promise<void> {
  try {
    const file = await writeFile(path, bytes, null);
    putFile(file);
    if (isText(file.kind)) openFile(path);
    await loadStatus();
  } catch (error) {
    sayError(error);
  }
}

/** Gives a file another path. Throws an ApiError when that is refused. */
export async function renameFile(from: string, to: string): Promise<void> {
  const file = files.value.get(from);
  if (!file) throw new ApiError(404, { detail: `${from} is not there any more.` });
  putFile(await moveFile(from, to, file.etag));
  dropFile(from);
  forgetDoc(from);
  renameTab(from, to);
  await loadStatus();
}
