import { matches } from './if-none-match.ts';
import { newNonce, setNonce, wantsNonce } from './nonce.ts';
import type { Fields } from './page-headers.ts';

/** A response that is whole in memory: a page or an error page, without what differs from request to request. */
export interface Page {
  readonly status: number;
  readonly body: string | Uint8Array;
  /** Length of the body. */
  readonly bytes: number;
  readonly etag: string | undefined;
  readonly headers: Fields;
  /** All headers, built when the page is sent again. Building them each time would cost a quarter of the throughput. */
  built?: Headers | undefined;
}

/** A page as it is sent: its body may still be on its way. */
type Sendable = Omit<Page, 'body'> & { readonly body: Page['body'] | ReadableStream<Uint8Array> };

/** Sends a page; a 304 when the client has it already, and no body in response to HEAD. */
export function send(request: Request, page: Sendable, more: Fields = {}): Response {
  const { etag, headers: fields } = page;
  const response = sendBuilt(request, page, baseOf(fields));
  const { headers } = response;
  if (etag !== undefined) headers.set('etag', etag);
  for (const name in more) if (fields[name] !== more[name]) headers.set(name, more[name] ?? '');
  if (wantsNonce(fields)) setNonce(headers, newNonce());
  return response;
}

/** Sends a page with all its headers. */
export function sendBuilt(
  request: Request,
  { status, etag, body, bytes }: Sendable,
  headers: Headers | Fields,
): Response {
  if (status === 200 && etag !== undefined && matches(request, etag))
    return new Response(null, { status: 304, headers });
  if (request.method !== 'HEAD') return new Response(body, { status, headers });
  const response = new Response(null, { status, headers });
  response.headers.set('content-length', String(bytes));
  return response;
}

/** Headers that were built before, by their fields. The fields of a page are one object as long as its release is in memory. */
const bases = new WeakMap<Fields, Headers>();

function baseOf(fields: Fields): Headers {
  const known = bases.get(fields);
  if (known) return known;
  const headers = new Headers(fields);
  bases.set(fields, headers);
  return headers;
}
