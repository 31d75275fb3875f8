import type * as z from 'zod/mini';
import type { importResponse } from '../../../../schema/api/batch.ts';
import { callJson } from './client.ts';

export type ImportResponse = z.infer<typeof importResponse>;

/** Where the draft can be downloaded as a zip archive. */
export const EXPORT_URL = '/api/export';

export interface ImportOptions {
  /** Whether files that the archive does not have are removed. */
  readonly replace: boolean;
  /** Whether names that no site can have are changed. */
  readonly rename: boolean;
  readonly dryRun: boolean;
}

/** Saves all files of a zip archive, or none; a dry run only says what that would change. */
export function importZip(
  zip: Blob,
  { replace, rename, dryRun }: ImportOptions,
  signal?: AbortSignal,
): Promise<ImportResponse> {
  const flag = (is: boolean) => (is ? '1' : '0');
  const query = new URLSearchParams({
    replace: flag(replace),
    rename: flag(rename),
    dryRun: flag(dryRun),
  });
  return callJson('POST', `/import?${query}`, {
    body: zip,
    headers: { 'content-type': 'application/zip' },
    ...(signal && { signal }),
  });
}
