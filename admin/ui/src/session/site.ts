import { computed, signal } from '@preact/signals';
import { listFiles } from '../api/files.ts';
import { readStatus } from '../api/site.ts';
import type { FileInfo, Status } from '../api/types.ts';

/** The draft's files by path, in path order. */
export const files = signal<ReadonlyMap<string, FileInfo>>(new Map());
export const status = signal<Status | null>(null);

/** The site's origin as visitors know it, without a slash at its end. */
export const siteUrl = computed(() => status.value?.siteUrl?.replace(/\/+$/, '') ?? '');

export async function loadSite(): Promise<void> {
  const [found] = await Promise.all([listFiles(), loadStatus()]);
  files.value = new Map(found.map((file) => [file.path, file]));
}

export async function loadStatus(): Promise<void> {
  status.value = await readStatus();
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
