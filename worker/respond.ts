import { type Fields, newNonce, setNonce, wantsNonce } from './headers.ts';
import type { Manifest } from './manifest.ts';
import { marks } from './marks.ts';
import type { PageAnswer, Passage, Services } from './passage.ts';

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
  /** All headers, when they are the same for every request: building them each time costs a quarter of the rate. */
  readonly built?: Headers;
}

/** Answers with a page, and keeps it when it is the same for all who ask. */
export function respond(passage: Passage, { page, isStatic, operations }: PageAnswer): Response {
  const { manifest, cold, waits, url } = passage;
  if (isStatic) keep(passage, keptKey(manifest, url.pathname), page);
  return send(passage.request, page, marks(manifest, cold, waits, operations));
}

/** Sends a page: 304 when the client has it, without a body to HEAD. */
export function send(request: Request, page: Page, more: Fields = {}): Response {
  const { status, etag, body, bytes } = page;
  const fresh = status === 200 && etag !== undefined && matches(request, etag);
  const sent = fresh || request.method === 'HEAD' ? null : body;
  const response = new Response(sent, {
    status: fresh ? 304 : status,
    headers: page.built ?? baseOf(page.headers),
  });
  const { headers } = response;
  if (sent === null && !fresh) headers.set('content-length', String(bytes));
  if (page.built) return response;
  if (etag !== undefined) headers.set('etag', etag);
  for (const name in more) headers.set(name, more[name] ?? '');
  if (wantsNonce(page.headers)) setNonce(headers, newNonce());
  return response;
}

/** Headers that were built before, by what of: a page's fields are the same object as long as its release is in memory. */
const built = new WeakMap<Fields, Headers>();

function baseOf(fields: Fields): Headers {
  const known = built.get(fields);
  if (known) return known;
  const headers = new Headers(fields);
  built.set(fields, headers);
  return headers;
}

export const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD';

/** A page that was kept for all who ask for its path in this release. */
export function keptPage({ store }: Services, manifest: Manifest, request: Request): Page | undefined {
  return isRead(request) ? store.memory.get<Page>(keptKey(manifest, pathOf(request.url))) : undefined;
}

const encoder = new TextEncoder();

/** Keeps a page with the headers of those who get it from memory: warm, and nothing was waited for. */
function keep({ services, manifest }: Passage, key: string, page: Page): void {
  const { headers, etag, bytes } = page;
  const all = {
    ...headers,
    ...(etag !== undefined && { etag }),
    ...marks(manifest, false, { kv: 0, fetch: 0 }, 0),
  };
  const kept = wantsNonce(headers)
    ? { ...page, headers: all }
    : { ...page, body: encoder.encode(String(page.body)), built: new Headers(all) };
  services.store.memory.set(key, kept, bytes + 2_000);
}

const keptKey = (manifest: Manifest, path: string) => `body:${manifest.head.id}:${path}`;

/** The path of a request's URL, without the cost of parsing all of it: that of a URL is normal already. */
export function pathOf(url: string): string {
  const start = url.indexOf('/', 8);
  const query = url.indexOf('?', start);
  return query < 0 ? url.slice(start) : url.slice(start, query);
}
