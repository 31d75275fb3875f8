import { isText } from '../../../../schema/file.ts';
import { ApiError } from '../api/client.ts';
import { deleteFile, readBlob, writeFile } from '../api/files.ts';
import { moveFile } from '../api/history.ts';
import { forgetDoc } from '../editor/docs.ts';
import { closeTab, openFile, renameTab } from '../editor/tabs.ts';
import { dropFile, files, loadStatus, putFile } from '../session/site.ts';
import { say, sayError } from '../shell/toasts.ts';

/** Makes a new file and opens it. Throws an ApiError when that is refused. */
export async function createFile(path: string, text: string): Promise<void> {
  putFile(await writeFile(path, text, null));
  openFile(path);
  await loadStatus();
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
