import type * as z from 'zod/mini';
import type { validateResponse } from '../../../../schema/api/render.ts';
import { callJson } from './client.ts';

/** Checks the whole draft as it is saved. */
export const validateDraft = (): Promise<z.infer<typeof validateResponse>> =>
  callJson('POST', '/validate', { body: {} });
