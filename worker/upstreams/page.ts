import { Refusal } from '../../release/refusal.ts';
import type { Fields } from '../../release/response/headers.ts';
import type { Page } from '../../release/response/page.ts';
import { READS } from '../../release/scope.ts';
import { logError } from '../log.ts';
import type { Wanted } from '../pages/make.ts';
import type { PageAnswer, Passage } from '../request-context.ts';
import { accessOf } from './access.ts';
import { type Form, type Keeping, useOf } from './edge-cache.ts';
import { makeWithUpstreams } from './make.ts';

/**
 * Makes a page with upstreams, or takes it from the edge where its `cache` says so. What is kept there is keyed by
 * release, host and URL, and is only ever what does not depend on who asks.
 */
export function pageAtEdge(passage: Passage, wanted: Wanted): Promise<PageAnswer> {
  const { edge: fresh = 0, stale = 0 } = wanted.plan.page.cache ?? {};
  if (fresh + stale === 0 || passage.trace) return makeWithUpstreams(passage, wanted);
  return atEdge(passage, wanted, { fresh, stale });
}

async function atEdge(passage: Passage, wanted: Wanted, keeping: Keeping): Promise<PageAnswer> {
  const { edge, now } = accessOf(passage.services);
  const { address, manifest } = passage;
  const key = `page:${manifest.head.id}:${address}`;
  const kept = await edge.get(key, now(), keeping, PAGE);
  const use = useOf(kept, now(), keeping);
  if (!kept || use === 'none') return makeAndKeep(passage, wanted, key, keeping);
  const old = { page: kept.value, operations: 0, flags: READS.upstream, isStatic: false, again: true };
  if (use === 'fresh') return old;
  const made = makeAndKeep(passage, wanted, key, keeping);
  if (use === 'renew') passage.keepAlive(made.catch((error) => logError(passage.id(), address, error)));
  return use === 'renew' ? old : made.catch((error) => fallBack(passage, error, old));
}

/** An old page helps against upstreams that fail, not against what is the page's own fault. */
function fallBack(passage: Passage, error: unknown, old: PageAnswer): PageAnswer {
  if (!(error instanceof Refusal) || error.status !== 502) throw error;
  logError(passage.id(), passage.address, error, passage.waits);
  return old;
}

async function makeAndKeep(
  passage: Passage,
  wanted: Wanted,
  key: string,
  keeping: Keeping,
): Promise<PageAnswer> {
  const made = await makeWithUpstreams(passage, wanted);
  if (made.page.status === 200 && (made.flags & (READS.visitor | READS.nonce)) === 0) {
    const { edge, now } = accessOf(passage.services);
    passage.keepAlive(edge.put(key, { value: made.page, at: now() }, keeping, PAGE));
  }
  return made;
}

/** The page's own headers travel inside one, as the Cache API acts on some of them itself. */
const HEADERS = 'x-page-headers';
const ETAG = 'x-page-etag';

const PAGE: Form<Page> = {
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
