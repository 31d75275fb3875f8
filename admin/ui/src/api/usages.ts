import type * as z from 'zod/mini';
import type {
  deletedResponse,
  Place,
  searchResponse,
  textsResponse,
  usesResponse,
} from '../../../../schema/api/usages.ts';
import type { Addresses } from './addresses.ts';
import { callJson, filePath } from './client.ts';

export type { Place };
export type Deleted = z.infer<typeof deletedResponse>['files'][number];

/** Addresses that may look different from what is live, once the draft is published, or only these paths of it. */
export const changedAddresses = (paths?: readonly string[]): Promise<Addresses> =>
  paths ? callJson('POST', '/part/addresses', { body: { paths } }) : callJson('GET', '/addresses?changed=1');

/** Places in other files that name this one, or that have a key or a block of it. */
export async function usesOf(
  path: string,
  of: Readonly<Record<string, string>> = {},
): Promise<readonly Place[]> {
  const query = new URLSearchParams(of).toString();
  const { uses } = await callJson<z.infer<typeof usesResponse>>(
    'GET',
    `${filePath(path)}/uses${query && `?${query}`}`,
  );
  return uses;
}

/** A slice of a search: of the texts behind the cursor. */
export function searchTexts(
  wanted: { readonly text: string; readonly case: boolean; readonly word: boolean },
  cursor: string,
): Promise<z.infer<typeof searchResponse>> {
  const flags = { case: wanted.case ? '1' : '0', word: wanted.word ? '1' : '0' };
  const query = new URLSearchParams({ text: wanted.text, ...flags, ...(cursor && { cursor }) });
  return callJson('GET', `/search?${query}`);
}

/** A slice of the texts themselves. */
export const readTexts = (prefix: string, cursor: string): Promise<z.infer<typeof textsResponse>> =>
  callJson('GET', `/texts?${new URLSearchParams({ prefix, ...(cursor && { cursor }) })}`);

/** Files that were deleted and are not there again. */
export const listDeleted = (before?: number): Promise<z.infer<typeof deletedResponse>> =>
  callJson('GET', `/deleted?limit=200${before === undefined ? '' : `&before=${before}`}`);
