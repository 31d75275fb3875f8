import type { IncomingRequest } from '../request-context.ts';

/** Whether a request may be for a preview. Parses nothing. */
export function wantsPreview({ address, request }: IncomingRequest): boolean {
  if (address.includes('/_preview/')) return true;
  return request.headers.get('cookie')?.includes('meniscus-preview=') ?? false;
}
