import { fingerprint } from '../../release/etag.ts';
import type { Rendered } from '../../release/render.ts';
import type { RequestObject } from '../../release/request-object.ts';
import { withNonce } from '../../release/response/nonce.ts';
import { pageHeaders } from '../../release/response/page-headers.ts';
import type { Made, PageResult, RequestContext } from '../request-context.ts';

/** Pages as they were made last. The first request of an isolate has none to compare with, and does not load this. */
let last: typeof import('./last.ts') | undefined;

export async function loadLast(): Promise<typeof import('./last.ts')> {
  last ??= await import('./last.ts');
  return last;
}

/** What was rendered, and the request that it was rendered for. */
interface Finished extends Omit<Rendered, 'profile'> {
  readonly request: RequestObject;
}

/** Adds ETag and headers to what was rendered. `nonce` is set when the page printed it. */
export async function finish(
  context: RequestContext,
  spec: Made,
  status: number,
  { body, flags, operations, partly, request }: Finished,
  nonce: string | undefined,
): Promise<PageResult> {
  const { manifest, trace } = context;
  const isStatic = flags === 0 && !spec.fetches && spec.status === 200 && status === 200;
  const isKept = !isStatic && nonce === undefined && !trace;
  const same = isKept && last?.sameAsLast(context, spec, { status, text: body, flags, operations, request });
  if (same) return same;
  const { etag, bytes } = await fingerprint(body);
  const plain = pageHeaders(manifest, spec.plan.page, flags, spec.path);
  const fields = nonce === undefined ? plain : withNonce(plain, nonce);
  const headers = status >= 500 ? { ...fields, 'cache-control': 'no-store' } : fields;
  const tag = status === 200 && nonce === undefined ? etag : undefined;
  const page = { status, body, bytes, etag: tag, headers };
  const made = partly ? ', made in part at publish' : '';
  const result = { page, operations, flags, isStatic, made };
  if (isKept) last?.keepLast(context, spec, result, { text: body, request });
  return result;
}
