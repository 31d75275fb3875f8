import { filesPage } from '../start/ahead.ts';
import { call, callJson, filePath } from './client.ts';
import type { FileInfo } from './types.ts';

interface FilePage {
  readonly files: readonly FileInfo[];
  readonly cursor: string | null;
  readonly draft: string;
}

/** All files of the draft whose paths begin with `prefix`, and the draft's ETag from before the first was read. */
export async function listFiles(prefix: string): Promise<{ files: FileInfo[]; draft: string }> {
  const page = (cursor: string) => callJson<FilePage>('GET', filesPage(prefix, cursor));
  const { draft, ...first } = await page('');
  const found = [...first.files];
  for (let { cursor } = first; cursor !== null; ) {
    const next = await page(cursor);
    found.push(...next.files);
    cursor = next.cursor;
  }
  return { files: found, draft };
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
