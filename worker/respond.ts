import type { Manifest } from '../release/manifest.ts';
import { wantsNonce } from '../release/response/headers.ts';
import { type Page, send, sendBuilt } from '../release/response/page.ts';
import { debugHeaders } from './debug-headers.ts';
import type { IncomingRequest, PageResult, RequestContext, Services } from './request-context.ts';

/** Responds with a page, and keeps it when it is the same for all who ask. */
export function respond(
  context: RequestContext,
  { page, isStatic, again, operations }: PageResult,
): Response {
  const { manifest, cold, waits, address, request } = context;
  if (isStatic) keep(context, cachedKey(manifest, pathOf(address)), page);
  const quiet = again && !cold && waits.kv + waits.fetch === 0 && !wantsNonce(page.headers);
  if (!quiet) return send(request, page, debugHeaders(manifest, cold, waits, operations));
  page.built ??= builtOf(manifest, page, operations);
  return sendBuilt(request, page, page.built);
}

export const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD';

/** Responds with what is kept for all who ask for this path in this release. */
export function sendCached(
  { store }: Services,
  manifest: Manifest,
  { request, address }: IncomingRequest,
): Response | undefined {
  const page = isRead(request) ? store.memory.get<Page>(cachedKey(manifest, pathOf(address))) : undefined;
  if (!page) return undefined;
  return page.built ? sendBuilt(request, page, page.built) : send(request, page);
}

const encoder = new TextEncoder();

/** Keeps a page with the headers of those who get it from memory: only a nonce differs from one to the next. */
function keep({ services, manifest }: RequestContext, key: string, page: Page): void {
  const built = wantsNonce(page.headers) ? undefined : builtOf(manifest, page, 0);
  const cached = { ...page, body: encoder.encode(String(page.body)), built };
  services.store.memory.set(key, cached, page.bytes + 2_000);
}

/** All headers of a page that comes from a warm isolate which waited for nothing. */
function builtOf(manifest: Manifest, { headers, etag }: Page, operations: number): Headers {
  const all = { ...headers, ...debugHeaders(manifest, false, NO_WAITS, operations) };
  return new Headers(etag === undefined ? all : { ...all, etag });
}

const NO_WAITS = { kv: 0, fetch: 0 };

const cachedKey = (manifest: Manifest, path: string) => `body:${manifest.head.id}:${path}`;

/** The path of a request's URL, without the cost of parsing all of it: that of a URL is normal already. */
export function pathOf(url: string): string {
  const start = url.indexOf('/', 8);
  const query = url.indexOf('?', start);
  return query < 0 ? url.slice(start) : url.slice(start, query);
}
