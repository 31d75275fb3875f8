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

/** What differs between two of draft, live and releases, page by page; with a path, the texts of that file. */
export function readDiff(
  from: string,
  to: string,
  { path, cursor }: { readonly path?: string; readonly cursor?: string } = {},
): Promise<Differences> {
  const query = new URLSearchParams({
    from,
    to,
    limit: '1000',
    ...(path && { path }),
    ...(cursor && { cursor }),
  });
  return callJson('GET', `/diff?${query}`);
}

/** As many as a publish may name one by one. */
const MOST_DIFFERENT = 10_000;

/** What differs, up to ten thousand files, and how many there are. */
export async function readDifferent(
  from: string,
  to: string,
): Promise<{ readonly files: readonly Difference[]; readonly count: number }> {
  const files: Difference[] = [];
  let count = 0;
  for (let cursor: string | null = ''; cursor !== null && files.length < MOST_DIFFERENT; ) {
    const page: Differences = await readDiff(from, to, { cursor });
    files.push(...page.files);
    count = page.count ?? files.length;
    cursor = page.cursor ?? null;
  }
  return { files, count };
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

/** Files that a release was made of, a thousand at a time. */
export const readContents = (
  id: string,
  cursor = '',
): Promise<Pick<z.infer<typeof releaseResponse>, 'contents' | 'cursor'>> =>
  callJson(
    'GET',
    `/releases/${encodeURIComponent(id)}?${new URLSearchParams({ limit: '1000', ...(cursor && { cursor }) })}`,
  );

export const readAudit = (cursor?: number): Promise<z.infer<typeof auditResponse>> =>
  callJson('GET', `/audit?limit=100${cursor === undefined ? '' : `&cursor=${cursor}`}`);
