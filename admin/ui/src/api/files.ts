import type { Listing } from '../../../../schema/api/core.ts';
import { kindOf } from '../../../../schema/file.ts';
import { filesPage } from '../start/ahead.ts';
import { call, callJson, filePath } from './client.ts';
import type { FileInfo } from './types.ts';

interface FilePage {
  readonly files: readonly FileInfo[];
  readonly cursor: string | null;
  readonly draft: string;
}

/** The first files of the draft whose paths begin with `prefix`, and the draft's ETag; the cursor of the others, or null. */
export const firstFiles = (prefix: string): Promise<FilePage> => callJson('GET', filesPage(prefix, ''));

/** Those behind a path, many at a time, without what is found of them. */
export async function* moreFiles(prefix: string, after: string): AsyncGenerator<FileInfo[]> {
  for (let cursor: string | null = after; cursor !== null; ) {
    const query = new URLSearchParams({ prefix, cursor });
    const found: Listing = await callJson<Listing>('GET', `/listing?${query}`);
    yield found.paths.map((path, at) => ({
      path,
      kind: kindOf(path),
      etag: `"${found.etags[at]}"`,
      size: found.sizes[at] ?? 0,
      author: found.names[found.authors[at] ?? 0] ?? '',
      updated: found.updated[at] ?? 0,
    }));
    ({ cursor } = found);
  }
}

/** Files behind a path with all that is known of them. */
export async function filesFrom(prefix: string, after: string, limit: number): Promise<readonly FileInfo[]> {
  const query = new URLSearchParams({ prefix, cursor: after, limit: String(limit) });
  return (await callJson<FilePage>('GET', `/files?${query}`)).files;
}

/** A file as it is now; undefined where there is none. */
export async function fileInfo(path: string): Promise<FileInfo | undefined> {
  const [found] = await filesFrom(path, '', 1);
  return found?.path === path ? found : undefined;
}

export async function readText(path: string): Promise<{ text: string; etag: string }> {
  const response = await call('GET', filePath(path));
  return { text: await response.text(), etag: strong(response.headers.get('etag') ?? '') };
}

export async function readBlob(path: string): Promise<Blob> {
  const response = await call('GET', filePath(path));
  return response.blob();
}

/** Saves a file. `etag` is the version it was made from; null means that the file must be new. */
export async function writeFile(
  path: string,
  body: string | Blob,
  etag: string | null,
  signal?: AbortSignal,
): Promise<FileInfo> {
  const headers: Record<string, string> = etag === null ? { 'if-none-match': '*' } : { 'if-match': etag };
  const saved = await callJson<{ file: FileInfo }>('PUT', filePath(path), {
    body,
    headers,
    ...(signal && { signal }),
  });
  return saved.file;
}

export async function deleteFile(path: string, etag: string): Promise<void> {
  await call('DELETE', filePath(path), { headers: { 'if-match': etag } });
}

/** A proxy that compresses weakens ETags; If-Match wants the strong one that we sent. */
function strong(etag: string): string {
  return etag.replace(/^W\//, '');
}
