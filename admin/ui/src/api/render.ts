import type { RenderAnswer, RenderRequest } from '../../../../schema/api/render.ts';
import { callJson } from './client.ts';

export type { RenderAnswer, RenderRequest };

/** Renders a page of the draft with texts that are not saved. */
export const renderPage = (body: RenderRequest, signal: AbortSignal): Promise<RenderAnswer> =>
  callJson('POST', '/render', { body, signal });
