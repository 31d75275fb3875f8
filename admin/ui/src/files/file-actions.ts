import { kindOf } from '../../../../schema/file.ts';
import { layoutPath } from '../../../../site/check/names.ts';
import { readEntryPath } from '../../../../site/content/entry-path.ts';
import { copyFile } from '../api/batch.ts';
import { ApiError } from '../api/client.ts';
import { deleteFile, readBlob, writeFile } from '../api/files.ts';
import { moveFile } from '../api/history.ts';
import type { FileInfo } from '../api/types.ts';
import { beside, closeBeside } from '../editor/beside/beside.ts';
import { readSaved } from '../editor/checking.ts';
import { beginDoc, forgetDoc, moveDoc, refreshDoc } from '../editor/docs.ts';
import { isEditable } from '../editor/editable.ts';
import { closeTab, openFile, renameTab } from '../editor/tabs.ts';
import { whatShows } from '../language/client.ts';
import { fieldsOf } from '../language/collections.ts';
import { plural } from '../parts/words.ts';
import { note } from '../session/noted.ts';
import { dropFile, files, loadSite, loadStatus, noteFiles, putFile } from '../session/site.ts';
import { route } from '../shell/route.ts';
import { attempt, say } from '../shell/toasts.ts';
import type { Moved } from './keep-address.tsx';
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
    say(`${path} is not saved yet: complete what it needs, then save it.`, undefined, `save ${path}`);
  }
  openFile(path);
  await loadStatus();
}

/** Makes a new file of a path's kind. An entry begins with the fields of its collection. */
export async function createStarter(path: string): Promise<void> {
  const collection = readEntryPath(path)?.collection;
  const fields = collection === undefined ? {} : await fieldsOf(collection);
  const layout = kindOf(path) === 'page' ? defaultLayout() : undefined;
  const shows = layout === undefined ? undefined : await whatShows(layoutPath(layout), readSaved);
  await createFile(path, starterText(path, { layout, shows, fields }));
}

function defaultLayout(): string | undefined {
  const layouts = [...files.value.keys()].filter((path) => path.startsWith('layouts/'));
  const picked = layouts.find((path) => path === 'layouts/base.liquid') ?? layouts[0];
  return picked?.slice('layouts/'.length, -'.liquid'.length);
}

/** Deletes a file at once, and those that go with it; a message in the corner brings all of them back. */
export async function deleteWithUndo(path: string, others: readonly string[] = []): Promise<void> {
  const gone: Gone[] = [];
  await attempt(`delete ${path}`, async () => {
    try {
      // The file itself comes last: while that is there, what goes with it belongs to something.
      for (const each of [...others, path]) gone.push(...(await remove(each)));
    } finally {
      const words = gone.some((each) => each.path === path) || gone.length === 0 ? path : gone[0]?.path;
      const more = gone.length > 1 ? ` and ${gone.length - 1} more` : '';
      if (gone.length > 0)
        say(`Deleted ${words}${more}`, { label: 'Undo', run: () => void restore(gone) }, `delete ${path}`);
    }
    await loadStatus();
  });
}

interface Gone {
  readonly path: string;
  readonly bytes: Blob;
}

/** Deletes a file, if it is there. */
async function remove(path: string): Promise<Gone[]> {
  const file = files.value.get(path);
  if (!file) return [];
  const bytes = await readBlob(path);
  await deleteFile(path, file.etag);
  closeTab(path);
  if (beside.value === path) closeBeside();
  forgetDoc(path);
  dropFile(path);
  return [{ path, bytes }];
}

async function restore(gone: readonly Gone[]): Promise<void> {
  const path = gone.at(-1)?.path ?? '';
  await attempt(`delete ${path}`, async () => {
    for (const each of gone) putFile(await writeFile(each.path, each.bytes, null));
    openRestored(path);
    await loadStatus();
  });
}

/** Opens a file that is there again. Who deleted it in a table or among pictures goes on there. */
export function openRestored(path: string): void {
  const stays: readonly string[] = ['content', 'data', 'media'];
  if (isEditable(path) && !stays.includes(route.value.view)) openFile(path);
}

/** Makes a copy of a file beside it, and opens it. */
export async function duplicate(path: string): Promise<void> {
  const dot = path.indexOf('.', path.lastIndexOf('/') + 1);
  const [name, ending] = dot < 0 ? [path, ''] : [path.slice(0, dot), path.slice(dot)];
  const free = (n: number): string => {
    const copy = `${name}-copy${n === 1 ? '' : `-${n}`}${ending}`;
    return files.value.has(copy) ? free(n + 1) : copy;
  };
  const to = free(1);
  await attempt(`copy ${path}`, async () => {
    await copyFile(path, to);
    await loadSite();
    openFile(to);
  });
}

/** Gives a file another path, and with `references` changes its name in other files. Throws an ApiError when that is refused. Returns the address that it had and the one that it has, where that is another. */
export async function renameFile(from: string, to: string, references: boolean): Promise<Moved | undefined> {
  const file = files.value.get(from);
  if (!file) throw new ApiError(404, { detail: `${from} is not there any more.` });
  const {
    file: moved,
    changed,
    versions,
    redirect,
  } = await moveFile(from, to, { etag: file.etag, references });
  const now = new Map<string, FileInfo | null>([[to, moved]]);
  for (const each of [{ from, to }, ...versions]) {
    const info = files.value.get(each.from);
    if (info && each.to !== to) now.set(each.to, { ...info, path: each.to });
    now.set(each.from, null);
    note(each.from, each.to);
  }
  noteFiles(now);
  moveDoc(from, to, moved.etag);
  renameTab(from, to);
  if (beside.value === from) beside.value = to;
  if (changed.length > 0) {
    await loadSite();
    await Promise.all(changed.map(refreshDoc));
    say(`Its name was changed in ${plural(changed.length, 'other file')}.`);
  } else await loadStatus();
  return redirect;
}
