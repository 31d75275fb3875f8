import { READS } from '../../release/reads.ts';
import { Refusal } from '../../release/refusal.ts';
import type { Fields } from '../../release/response/build-headers.ts';
import type { Page } from '../../release/response/send-built.ts';
import type { FullPageRecord } from '../../schema/manifest.ts';
import { logError } from '../log.ts';
import type { PageResult, RequestContext } from '../request-context.ts';
import { accessOf } from './access.ts';
import { type CacheLifetime, type Codec, useOf } from './edge-cache.ts';

type Make = () => Promise<PageResult>;

/**
 * Makes a page with upstreams, or takes it from the edge where its `cache` says so. The key is
 * release, host and URL, and only pages that do not depend on the visitor are kept.
 */
export async function throughEdge(
  context: RequestContext,
  { edge: fresh = 0, stale = 0 }: NonNullable<FullPageRecord['cache']>,
  make: Make,
): Promise<PageResult> {
  const lifetime = { fresh, stale };
  if (fresh + stale === 0) return make();
  const { edge, now } = accessOf(context.services);
  const { address, manifest } = context;
  const key = `page:${manifest.head.id}:${address}`;
  const cached = await edge.get(key, now(), lifetime, PAGE);
  const use = useOf(cached, now(), lifetime);
  if (!cached || use === 'none') return makeAndKeep(context, key, lifetime, make);
  const old = { page: cached.value, operations: 0, flags: READS.upstream, isStatic: false, again: true };
  if (use === 'fresh') return old;
  const made = makeAndKeep(context, key, lifetime, make);
  if (use === 'renew') context.keepAlive(made.catch((error) => logError(context.id(), address, error)));
  return use === 'renew' ? old : made.catch((error) => fallBack(context, error, old));
}

/** An old page helps against upstreams that fail, not against what is the page's own fault. */
function fallBack(context: RequestContext, error: unknown, old: PageResult): PageResult {
  if (!(error instanceof Refusal) || error.status !== 502) throw error;
  logError(context.id(), context.address, error, context.waits);
  return old;
}

async function makeAndKeep(
  context: RequestContext,
  key: string,
  lifetime: CacheLifetime,
  make: Make,
): Promise<PageResult> {
  const made = await make();
  if (made.page.status === 200 && (made.flags & (READS.visitor | READS.nonce)) === 0) {
    const { edge, now } = accessOf(context.services);
    context.keepAlive(edge.put(key, { value: made.page, at: now() }, lifetime, PAGE));
  }
  return made;
}

/** The page's own headers travel inside one, as the Cache API acts on some of them itself. */
const HEADERS = 'x-page-headers';
const ETAG = 'x-page-etag';

const PAGE: Codec<Page> = {
  write: ({ body, headers, etag = '' }) =>
    new Response(body, {
      headers: { [HEADERS]: encodeURIComponent(JSON.stringify(headers)), [ETAG]: etag },
    }),
  async read(response) {
    const text = decodeURIComponent(response.headers.get(HEADERS) ?? '');
    const headers = JSON.parse(text) as Fields; // as written above
    const body = new Uint8Array(await response.arrayBuffer());
    return {
      status: 200,
      body,
      bytes: body.byteLength,
      etag: response.headers.get(ETAG) || undefined,
      headers,
    };
  },
  bytes: ({ bytes }) => 2 * bytes + 2_000,
};
