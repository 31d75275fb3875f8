import type * as z from 'zod/mini';
import type {
  auditResponse,
  diffResponse,
  historyResponse,
  moveResponse,
  releaseResponse,
} from '../../../../schema/api/history.ts';
import { call, callJson, filePath } from './client.ts';
import type { FileInfo } from './types.ts';

export type Version = z.infer<typeof historyResponse>['versions'][number];
export type Differences = z.infer<typeof diffResponse>;
export type PageChange = NonNullable<Differences['html']>;
export type Difference = Differences['files'][number];
export type AuditEntry = z.infer<typeof auditResponse>['entries'][number];

export const readHistory = (path: string): Promise<z.infer<typeof historyResponse>> =>
  callJson('GET', `${filePath(path)}/history?limit=100`);

export async function readVersion(path: string, version: number): Promise<string> {
  const response = await call('GET', `${filePath(path)}/history?version=${version}`);
  return response.text();
}

export async function restoreVersion(
  path: string,
  version: number,
  etag: string | undefined,
): Promise<FileInfo> {
  const { file } = await callJson<{ file: FileInfo }>('POST', `${filePath(path)}/restore`, {
    body: { version },
    ...(etag && { headers: { 'if-match': etag } }),
  });
  return file;
}

/** Moves a file; with `references`, its name is changed in other files too: those are answered. */
export const moveFile = (
  path: string,
  to: string,
  { etag, references }: { readonly etag: string; readonly references: boolean },
): Promise<z.infer<typeof moveResponse>> =>
  callJson('POST', `${filePath(path)}/move`, {
    body: { to, ...(references && { references }) },
    headers: { 'if-match': etag },
  });

/** What differs between two of draft, live and releases; with a path, the texts of that file. */
export function readDiff(from: string, to: string, path?: string): Promise<Differences> {
  const query = new URLSearchParams({ from, to, ...(path && { path }) });
  return callJson('GET', `/diff?${query}`);
}

/** What an address shows now, and what it would show with the draft, or with only these paths of it. */
export async function readPageChange(
  url: string,
  paths?: readonly string[],
): Promise<PageChange | undefined> {
  if (paths) return callJson('POST', '/part/page', { body: { paths, url } });
  const query = new URLSearchParams({ from: 'live', to: 'draft', url });
  return (await callJson<Differences>('GET', `/diff?${query}`)).html;
}

export const readRelease = (id: string): Promise<z.infer<typeof releaseResponse>> =>
  callJson('GET', `/releases/${encodeURIComponent(id)}`);

export const readAudit = (cursor?: number): Promise<z.infer<typeof auditResponse>> =>
  callJson('GET', `/audit?limit=100${cursor === undefined ? '' : `&cursor=${cursor}`}`);
