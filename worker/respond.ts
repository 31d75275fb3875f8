import type { Manifest } from '../release/manifest.ts';
import { marks } from './debug-headers.ts';
import { type Fields, newNonce, setNonce, wantsNonce } from './headers.ts';
import type { Ask, PageAnswer, Passage, Services } from './request-context.ts';

/** Names of an ETag list, without their W/: comparison is weak, since the platform weakens ETags when it compresses. */
function tags(header: string): string[] {
  return header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}

/** Whether a request's If-None-Match names this ETag (RFC 9110, section 13.1.2). */
export function matches(request: Request, etag: string): boolean {
  const header = request.headers.get('if-none-match');
  if (header === null) return false;
  return header.trim() === '*' || tags(header).includes(etag.replace(/^W\//, ''));
}

/** An answer that is whole in memory: a page or an error page, with everything but what differs from request to request. */
export interface Page {
  readonly status: number;
  readonly body: string | Uint8Array;
  /** Length of the body. */
  readonly bytes: number;
  readonly etag: string | undefined;
  readonly headers: Fields;
  /** All headers, built when the page is sent again: to build them each time costs a quarter of the rate. */
  built?: Headers | undefined;
}

/** Answers with a page, and keeps it when it is the same for all who ask. */
export function respond(passage: Passage, { page, isStatic, again, operations }: PageAnswer): Response {
  const { manifest, cold, waits, address, request } = passage;
  if (isStatic) keep(passage, keptKey(manifest, pathOf(address)), page);
  const quiet = again && !cold && waits.kv + waits.fetch === 0 && !wantsNonce(page.headers);
  if (!quiet) return send(request, page, marks(manifest, cold, waits, operations));
  page.built ??= builtOf(manifest, page, operations);
  return sendBuilt(request, page, page.built);
}

/** Sends a page: 304 when the client has it, without a body to HEAD. */
export function send(request: Request, page: Page, more: Fields = {}): Response {
  const { etag, headers: fields } = page;
  const response = sendBuilt(request, page, baseOf(fields));
  const { headers } = response;
  if (etag !== undefined) headers.set('etag', etag);
  for (const name in more) if (fields[name] !== more[name]) headers.set(name, more[name] ?? '');
  if (wantsNonce(fields)) setNonce(headers, newNonce());
  return response;
}

/** Sends a page with all its headers. */
function sendBuilt(request: Request, { status, etag, body, bytes }: Page, headers: Headers): Response {
  if (status === 200 && etag !== undefined && matches(request, etag))
    return new Response(null, { status: 304, headers });
  if (request.method !== 'HEAD') return new Response(body, { status, headers });
  const response = new Response(null, { status, headers });
  response.headers.set('content-length', String(bytes));
  return response;
}

/** Headers that were built before, by what of: a page's fields are the same object as long as its release is in memory. */
const bases = new WeakMap<Fields, Headers>();

function baseOf(fields: Fields): Headers {
  const known = bases.get(fields);
  if (known) return known;
  const headers = new Headers(fields);
  bases.set(fields, headers);
  return headers;
}

export const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD';

/** Answers with what was kept for all who ask for this path in this release. */
export function sendKept(
  { store }: Services,
  manifest: Manifest,
  { request, address }: Ask,
): Response | undefined {
  const page = isRead(request) ? store.memory.get<Page>(keptKey(manifest, pathOf(address))) : undefined;
  if (!page) return undefined;
  return page.built ? sendBuilt(request, page, page.built) : send(request, page);
}

const encoder = new TextEncoder();

/** Keeps a page with the headers of those who get it from memory: only a nonce differs from one to the next. */
function keep({ services, manifest }: Passage, key: string, page: Page): void {
  const built = wantsNonce(page.headers) ? undefined : builtOf(manifest, page, 0);
  const kept = { ...page, body: encoder.encode(String(page.body)), built };
  services.store.memory.set(key, kept, page.bytes + 2_000);
}

/** All headers of a page that comes from a warm isolate which waited for nothing. */
function builtOf(manifest: Manifest, { headers, etag }: Page, operations: number): Headers {
  const all = { ...headers, ...marks(manifest, false, NO_WAITS, operations) };
  return new Headers(etag === undefined ? all : { ...all, etag });
}

const NO_WAITS = { kv: 0, fetch: 0 };

const keptKey = (manifest: Manifest, path: string) => `body:${manifest.head.id}:${path}`;

/** The path of a request's URL, without the cost of parsing all of it: that of a URL is normal already. */
export function pathOf(url: string): string {
  const start = url.indexOf('/', 8);
  const query = url.indexOf('?', start);
  return query < 0 ? url.slice(start) : url.slice(start, query);
}
