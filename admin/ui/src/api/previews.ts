import type * as z from 'zod/mini';
import type { previewListAnswer, previewMadeAnswer } from '../../../../schema/api/previews.ts';
import { call, callJson } from './client.ts';

export type PreviewLink = z.infer<typeof previewListAnswer>['previews'][number];

/** Makes a link that shows the draft, or a release, to people without an account. */
export const createPreview = (what: string): Promise<z.infer<typeof previewMadeAnswer>> =>
  callJson('POST', '/previews', { body: { what } });

export async function listPreviews(): Promise<readonly PreviewLink[]> {
  const { previews } = await callJson<z.infer<typeof previewListAnswer>>('GET', '/previews');
  return previews;
}

export const revokePreview = (id: string): Promise<Response> =>
  call('DELETE', `/previews/${encodeURIComponent(id)}`);
