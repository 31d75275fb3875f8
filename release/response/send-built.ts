import type { Fields } from './build-headers.ts';
import { matches } from './if-none-match.ts';

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
export type Sendable = Omit<Page, 'body'> & { readonly body: Page['body'] | ReadableStream<Uint8Array> };

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
