import { type Fields, newNonce, setNonce, wantsNonce } from './headers.ts';

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
