import type { Manifest } from '../release/manifest.ts';
import type { Fields } from '../release/response/headers.ts';
import type { RequestContext } from './request-context.ts';

/**
 * What every response says about how it was made: release, isolate and timing. A Worker's clock stands still while it
 * computes, so waits are in milliseconds and rendering in operations.
 */
export function debugHeaders(
  manifest: Manifest,
  cold: boolean,
  waits: RequestContext['waits'],
  operations: number,
): Fields {
  return {
    'x-release': manifest.head.id,
    'x-isolate': cold ? 'cold' : 'warm',
    'server-timing': `kv;dur=${waits.kv}, fetch;dur=${waits.fetch}, render;desc="${operations} operations"`,
  };
}

/** The same response with more headers; its own may be the platform's and not to be changed. */
export function withHeaders(response: Response, more: Fields): Response {
  const copy = new Response(response.body, response);
  for (const [name, value] of Object.entries(more)) copy.headers.set(name, value);
  return copy;
}
