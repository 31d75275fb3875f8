import type { RenderRequest, RenderResponse } from '../../../../schema/api/render.ts';
import { callJson } from './client.ts';

export type { RenderRequest, RenderResponse };

/** Renders a page of the draft with texts that are not saved. */
export const renderPage = (body: RenderRequest, signal: AbortSignal): Promise<RenderResponse> =>
  callJson('POST', '/render', { body, signal });
