import { type Signal, signal } from '@preact/signals';
import { type FileKind, isText, readPath } from '../../../../schema/file.ts';
import { LIMITS } from '../../../../schema/limits.ts';
import { messageOf } from '../../../../schema/message-of.ts';
import { uploadFile } from '../api/upload.ts';
import { refreshDoc } from '../editor/docs.ts';
import { files, loadStatus, putFile } from '../session/site.ts';
import { openDialog } from '../shell/dialogs.ts';
import { placeFor } from './place-for.ts';

export type UploadState = 'waiting' | 'sending' | 'added' | 'replaced' | 'failed';

export interface Upload {
  readonly id: number;
  readonly path: string;
  readonly file: File;
  readonly state: Signal<UploadState>;
  /** Bytes. */
  readonly sent: Signal<number>;
  readonly problem: Signal<string>;
}

/** A file as it was dropped or picked: its name, with folders where a folder was dropped. */
export interface Dropped {
  readonly name: string;
  readonly file: File;
}

export const uploads = signal<readonly Upload[]>([]);

/** More at once gain nothing and keep other requests waiting. */
const AT_ONCE = 3;

let last = 0;

/** Uploads files into the draft, each to its place, and shows how that goes. */
export async function upload(dropped: readonly Dropped[], folder?: string): Promise<void> {
  const added = dropped
    .filter(({ name }) => !isClutter(name))
    .map(({ name, file }) => newUpload(placeFor(name, folder), file));
  if (added.length === 0) return;
  uploads.value = [
    ...uploads.value.filter(({ state }) => state.value !== 'added' && state.value !== 'replaced'),
    ...added,
  ];
  openDialog({ dialog: 'upload' });
  const todo = [...added];
  await Promise.all(Array.from({ length: AT_ONCE }, () => work(todo)));
  await loadStatus();
}

/** Tries a failed one again. */
export async function uploadAgain(one: Upload): Promise<void> {
  await send(one);
  await loadStatus();
}

function newUpload(path: string, file: File): Upload {
  return { id: ++last, path, file, state: signal('waiting'), sent: signal(0), problem: signal('') };
}

async function work(todo: Upload[]): Promise<void> {
  for (let next = todo.shift(); next; next = todo.shift()) await send(next);
}

async function send(one: Upload): Promise<void> {
  const { path, file, state, sent, problem } = one;
  problem.value = '';
  const read = readPath(path);
  const wrong = 'problem' in read ? read.problem.message : tooLarge(path, file, read.kind);
  if (wrong) {
    problem.value = wrong;
    state.value = 'failed';
    return;
  }
  state.value = 'sending';
  const before = files.value.get(path);
  try {
    putFile(
      await uploadFile(path, file, before?.etag ?? null, (bytes) => {
        sent.value = bytes;
      }),
    );
    state.value = before ? 'replaced' : 'added';
    await refreshDoc(path);
  } catch (error) {
    problem.value = messageOf(error);
    state.value = 'failed';
  }
}

function tooLarge(path: string, file: File, kind: FileKind): string {
  const limit = isText(kind) ? LIMITS.textBytes : LIMITS.assetBytes;
  return file.size <= limit ? '' : `${path} has ${file.size} bytes; at most ${limit} are allowed.`;
}

/** Files that systems leave in folders. */
function isClutter(name: string): boolean {
  return name
    .split('/')
    .some((part) => part.startsWith('.') || part === 'Thumbs.db' || part === 'node_modules');
}
