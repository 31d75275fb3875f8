import { computed, signal } from '@preact/signals';
import { listFiles } from '../api/files.ts';
import { readStatus } from '../api/site.ts';
import type { FileInfo, Status } from '../api/types.ts';
import { maySeeSite, visible } from './may.ts';

/** The draft's files by path, in path order. */
export const files = signal<ReadonlyMap<string, FileInfo>>(new Map());
/** Null until it is known; for people who see a part of the site only, it stays so. */
export const status = signal<Status | null>(null);
let readAt: string | undefined;
/** The draft's ETag as of which the files were read; undefined while they were not. */
export const filesReadAt = (): string | undefined => readAt;

/** Why the files could not be read. */
export const siteProblem = signal('');

/** Whether there are collections, or data. */
export const hasContent = computed(() =>
  [...files.value.keys()].some((path) => /^(?:content|data)\//.test(path)),
);

/** The site's origin as visitors know it, without a slash at its end. */
export const siteUrl = computed(() => status.value?.siteUrl?.replace(/\/+$/, '') ?? '');

/** Reads the files that the person may see, and the status of the site if they may see that. */
export async function loadSite({ whole = maySeeSite.value } = {}): Promise<void> {
  const [found] = await Promise.all([listFiles(whole ? '' : visible.value), loadStatus({ whole })]);
  files.value = new Map(found.files.map((file) => [file.path, file]));
  readAt = found.draft;
}

export async function loadStatus({ whole = maySeeSite.value } = {}): Promise<void> {
  if (whole) status.value = await readStatus();
}

/** Notes a file that was saved. */
export function putFile(file: FileInfo): void {
  const next = new Map(files.value);
  const isNew = !next.has(file.path);
  next.set(file.path, file);
  files.value = isNew ? new Map([...next].sort(([a], [b]) => (a < b ? -1 : 1))) : next;
}

export function dropFile(path: string): void {
  const next = new Map(files.value);
  next.delete(path);
  files.value = next;
}
