import type * as z from 'zod/mini';
import type { previewListResponse, previewMadeResponse } from '../../../../schema/api/previews.ts';
import { call, callJson } from './client.ts';

export type PreviewLink = z.infer<typeof previewListResponse>['previews'][number];

/** Makes a link that shows the draft, or a release, to people without an account. */
export const createPreview = (what: string): Promise<z.infer<typeof previewMadeResponse>> =>
  callJson('POST', '/previews', { body: { what } });

export async function listPreviews(): Promise<readonly PreviewLink[]> {
  const { previews } = await callJson<z.infer<typeof previewListResponse>>('GET', '/previews');
  return previews;
}

export const revokePreview = (id: string): Promise<Response> =>
  call('DELETE', `/previews/${encodeURIComponent(id)}`);
