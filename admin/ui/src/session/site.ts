import { computed, signal } from '@preact/signals';
import { messageOf } from '../../../../schema/message-of.ts';
import { fileInfo, firstFiles, moreFiles } from '../api/files.ts';
import { readStatus } from '../api/site.ts';
import type { FileInfo, Status } from '../api/types.ts';
import { maySeeSite, visible } from './may.ts';
import { moment, note } from './noted.ts';

/** The draft's files by path, in path order. */
export const files = signal<ReadonlyMap<string, FileInfo>>(new Map());
/** How many of them are read, while the others are on their way; null once all are there. */
export const reading = signal<number | null>(null);
/** Whether some are on their way. */
export const isReading = computed(() => reading.value !== null);
/** Null until it is known; for people who see a part of the site only, it stays so. */
export const status = signal<Status | null>(null);
let readAt: string | undefined;
/** The draft's ETag from before the first of the files was read; undefined while none was. */
export const filesReadAt = (): string | undefined => readAt;

let version = 0;
/** Another number when there are other files than before. */
export const pathsVersion = (): number => version;

/** Why the files could not be read. */
export const siteProblem = signal('');

/** Whether there are collections, or data. */
export const hasContent = computed(() => {
  for (const path of files.value.keys()) if (/^(?:content|data)\//.test(path)) return true;
  return false;
});

/** The site's origin as visitors know it, without a slash at its end. */
export const siteUrl = computed(() => status.value?.siteUrl?.replace(/\/+$/, '') ?? '');

/** What was saved while files are read, null where it was deleted: a list that was asked for before does not have it. */
let meanwhile = new Map<string, FileInfo | null>();
let latest: Promise<void> = Promise.resolve();

/**
 * Reads the files that the person may see, and the status of the site if they may see that. The first time, of many files the first
 * and the one that is `open` are enough to begin with; the others follow.
 */
export function loadSite({ whole = maySeeSite.value, open = '' } = {}): Promise<void> {
  latest = load(whole, open);
  return latest;
}

/** Returns when all files are read that were asked for. */
export const siteLoaded = (): Promise<void> => latest;

/** `open` is the path of a file that is shown, which may be far behind the first. */
async function load(whole: boolean, open: string): Promise<void> {
  const isFirst = files.value.size === 0;
  const saved = new Map<string, FileInfo | null>();
  meanwhile = saved;
  const prefix = whole ? '' : visible.value;
  const [found] = await Promise.all([firstFiles(prefix), loadStatus({ whole })]);
  // Another has begun to read all of it since.
  if (meanwhile !== saved) return latest;
  readAt = found.draft;
  if (found.cursor === null) return show(found.files, saved);
  const rest = readRest(prefix, found.files);
  if (!isFirst) return rest;
  rest.catch((error: unknown) => {
    siteProblem.value = messageOf(error);
  });
  const shown = open === '' ? undefined : await fileInfo(open).catch(() => undefined);
  if (meanwhile === saved && reading.value !== null)
    files.value = new Map([...found.files, ...(shown ? [shown] : [])].map((file) => [file.path, file]));
}

async function readRest(prefix: string, first: readonly FileInfo[]): Promise<void> {
  const saved = meanwhile;
  const all = [...first];
  reading.value = all.length;
  try {
    for await (const some of moreFiles(prefix, first.at(-1)?.path ?? '')) {
      if (meanwhile !== saved) return latest;
      for (const file of some) all.push(file);
      reading.value = all.length;
    }
    show(all, saved);
  } finally {
    if (meanwhile === saved) reading.value = null;
  }
}

/** Shows files as they were read, in path order, with what was saved since. */
function show(read: readonly FileInfo[], saved: ReadonlyMap<string, FileInfo | null>): void {
  const next = new Map(read.map((file) => [file.path, file]));
  let isNew = false;
  for (const [path, file] of saved) {
    isNew ||= file !== null && !next.has(path);
    if (file) next.set(path, file);
    else next.delete(path);
  }
  version++;
  files.value = isNew ? sorted(next) : next;
  reading.value = null;
}

const sorted = (all: Iterable<[string, FileInfo]>): Map<string, FileInfo> =>
  new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)));

/** When the status that is shown was asked for. */
let statusAt = 0;

export async function loadStatus({ whole = maySeeSite.value } = {}): Promise<void> {
  if (!whole) return;
  const at = moment();
  const read = await readStatus();
  // One that was asked for earlier may come later.
  if (at < statusAt) return;
  statusAt = at;
  status.value = read;
}

/** Notes a file that was saved. */
export const putFile = (file: FileInfo): void => noteFiles(new Map([[file.path, file]]));

export const dropFile = (path: string): void => noteFiles(new Map([[path, null]]));

/** Notes files that were saved, and with null those that were deleted. */
export function noteFiles(changes: ReadonlyMap<string, FileInfo | null>): void {
  if (changes.size === 0) return;
  const next = new Map(files.value);
  let isNew = false;
  let isGone = false;
  for (const [path, file] of changes) {
    note(path, file && path);
    meanwhile.set(path, file);
    isNew ||= file !== null && !next.has(path);
    isGone ||= file === null;
    if (file) next.set(path, file);
    else next.delete(path);
  }
  if (isNew || isGone) version++;
  files.value = isNew ? sorted(next) : next;
}

/** Notes more about files that are as they were. */
export function tellMore(found: readonly FileInfo[]): void {
  const next = new Map(files.value);
  for (const file of found) if (next.get(file.path)?.etag === file.etag) next.set(file.path, file);
  files.value = next;
}
