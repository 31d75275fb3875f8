import { signal } from '@preact/signals';
import { readStored, store, storedNames } from '../shell/browser-storage.ts';
import { sayError } from '../shell/toasts.ts';

/** What was typed and not saved, and the ETag of the version it was made from (null: a new file). */
export interface Work {
  readonly text: string;
  readonly etag: string | null;
}

const PREFIX = 'work:' as const;
let warned = false;
/** Paths with unsaved work in this browser, whether they are open or not. */
export const keptPaths = signal<ReadonlySet<string>>(
  new Set(storedNames(PREFIX).map((name) => name.slice(PREFIX.length))),
);

/** Keeps unsaved work in this browser, so that a reload, a crash or a lost session does not lose it. */
export function keepWork(path: string, work: Work): void {
  const kept = store(`${PREFIX}${path}`, JSON.stringify(work));
  if (kept) note(path, true);
  if (kept || warned) return;
  warned = true;
  sayError(
    'This browser can’t keep unsaved work: its storage is full or switched off. Save before you leave.',
  );
}

export function readWork(path: string): Work | undefined {
  const text = readStored(`${PREFIX}${path}`);
  return text === null ? undefined : (JSON.parse(text) as Work); // written by keepWork
}

export function dropWork(path: string): void {
  store(`${PREFIX}${path}`, null);
  note(path, false);
}

function note(path: string, isKept: boolean): void {
  if (keptPaths.peek().has(path) === isKept) return;
  const next = new Set(keptPaths.peek());
  if (isKept) next.add(path);
  else next.delete(path);
  keptPaths.value = next;
}
