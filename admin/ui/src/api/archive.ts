import type * as z from 'zod/mini';
import type { batchResponse } from '../../../../schema/api/batch.ts';
import { callJson } from './client.ts';

export type ImportResponse = z.infer<typeof batchResponse>;

/** Where the draft can be downloaded as a zip archive. */
export const EXPORT_URL = '/api/export';

/** Saves all files of a zip archive, or none; a dry run only says what that would change. */
export function importZip(
  zip: Blob,
  options: { replace: boolean; dryRun: boolean },
): Promise<ImportResponse> {
  const query = new URLSearchParams({
    replace: options.replace ? '1' : '0',
    dryRun: options.dryRun ? '1' : '0',
  });
  return callJson('POST', `/import?${query}`, { body: zip, headers: { 'content-type': 'application/zip' } });
}
