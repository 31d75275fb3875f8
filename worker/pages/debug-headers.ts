import type { Manifest } from '../../release/read-manifest.ts';
import type { Fields } from '../../release/response/build-headers.ts';
import type { IncomingRequest } from '../request-context.ts';

/**
 * What every response says about how it was made: release, isolate and timing. A Worker's clock stands still while it
 * computes, so waits are in milliseconds and rendering in operations. `made` says where a page was made, if not here.
 */
export function debugHeaders(
  manifest: Manifest,
  cold: boolean,
  waits: IncomingRequest['waits'],
  operations: number,
  made = '',
): Fields {
  return {
    'x-release': manifest.head.id,
    'x-isolate': cold ? 'cold' : 'warm',
    'server-timing': `kv;dur=${waits.kv}, fetch;dur=${waits.fetch}, render;desc="${operations} operations${made}"`,
  };
}
