import { type Fields, newNonce, wantsNonce, withNonce } from './headers.ts';

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
  const headers = page.built ?? allHeaders(page, more);
  if (status === 200 && etag !== undefined && matches(request, etag)) {
    return new Response(null, { status: 304, headers });
  }
  if (request.method !== 'HEAD') return new Response(body, { status, headers });
  const response = new Response(null, { status, headers });
  response.headers.set('content-length', String(bytes));
  return response;
}

function allHeaders({ headers, etag }: Page, more: Fields): Fields {
  const all = { ...headers, ...(etag !== undefined && { etag }), ...more };
  return wantsNonce(headers) ? withNonce(all, newNonce()) : all;
}
