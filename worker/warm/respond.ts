import type { Manifest } from '../../release/read-manifest.ts';
import type { Fields } from '../../release/response/build-headers.ts';
import { wantsNonce } from '../../release/response/nonce.ts';
import { type Page, sendBuilt } from '../../release/response/send-built.ts';
import { send } from '../../release/response/send-page.ts';
import { debugHeaders } from '../pages/debug-headers.ts';
import type { IncomingRequest, PageResult, RequestContext, Services } from '../request-context.ts';

/** Responds with a page, and keeps it in memory when everybody gets the same. */
export function respond(
  context: RequestContext,
  { page, isStatic, again, operations, made = '' }: PageResult,
): Response {
  const { manifest, cold, waits, request } = context;
  // The first page of an isolate may be its only one: it is sent with as little work as there is, and kept only if it took some.
  if (isStatic && !(cold && operations === 0)) keep(context, page, made);
  if (cold && !wantsNonce(page.headers)) {
    const debug = debugHeaders(manifest, cold, waits, operations, made);
    return sendBuilt(request, page, allFields(page, debug));
  }
  const isQuiet = again && !cold && waits.kv + waits.fetch === 0;
  if (isQuiet) page.built ??= builtOf(manifest, page, operations, made);
  if (isQuiet && page.built) return sendBuilt(request, page, page.built);
  return send(request, page, debugHeaders(manifest, cold, waits, operations, made));
}

/** What is kept for a path of a release: a page that everybody gets, or those that follow from their URLs (pages/last.ts). */
type Kept = Page | Pages;

interface Pages {
  of(address: string): Page | undefined;
}

/** Responds with the page that is kept for this path or URL of this release, if there is one. */
export function sendCached(
  { store }: Services,
  manifest: Manifest,
  { request, path, address, isRead }: IncomingRequest,
): Response | undefined {
  const kept = isRead ? store.memory.get<Kept>(keptKey(manifest, path)) : undefined;
  const page = kept && 'of' in kept ? kept.of(address) : kept;
  if (!page) return undefined;
  return page.built ? sendBuilt(request, page, page.built) : send(request, page);
}

const encoder = new TextEncoder();

/** Keeps a page together with its headers. Only a nonce differs from one response to the next. */
function keep({ services, manifest, path }: RequestContext, page: Page, made: string): void {
  const built = builtOf(manifest, page, 0, made);
  const cached = { ...page, body: encoder.encode(String(page.body)), built };
  services.store.memory.set(keptKey(manifest, path), cached, page.bytes + 2_000);
}

/** All headers of a page from a warm isolate that waited for nothing; undefined when each response has its own nonce. */
export function builtOf(
  manifest: Manifest,
  { headers, etag }: Page,
  operations: number,
  made = '',
): Headers | undefined {
  if (wantsNonce(headers)) return undefined;
  return new Headers(allFields({ headers, etag }, debugHeaders(manifest, false, NO_WAITS, operations, made)));
}

function allFields({ headers, etag }: Pick<Page, 'headers' | 'etag'>, debug: Fields): Fields {
  const all = { ...headers, ...debug };
  return etag === undefined ? all : { ...all, etag };
}

const NO_WAITS = { kv: 0, fetch: 0 };

export const keptKey = (manifest: Manifest, path: string) => `body:${manifest.head.id}:${path}`;

/** A copy of a response with more headers: the headers of a response from the platform cannot be changed. */
export function withHeaders(response: Response, more: Fields): Response {
  const copy = new Response(response.body, response);
  for (const [name, value] of Object.entries(more)) copy.headers.set(name, value);
  return copy;
}
