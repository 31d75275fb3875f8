import { newNonce, setNonce } from './headers.ts';

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

/** A strong ETag of a body: the first 64 bits of its SHA-1, which is only to tell versions apart. */
export async function etagOf(body: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', body));
  let hex = '';
  for (let at = 0; at < 8; at++) hex += (digest[at] ?? 0).toString(16).padStart(2, '0');
  return `"${hex}"`;
}

/** An answer that is whole in memory: a page or an error page, with everything but what differs from request to request. */
export interface Page {
  readonly status: number;
  readonly body: Uint8Array;
  readonly etag: string | undefined;
  readonly headers: Headers;
  /** Whether `headers` hold a policy in which each answer's nonce is still to be put. */
  readonly nonce?: boolean;
}

/** Sends a page: 304 when the client has it, without a body to HEAD. */
export function send(request: Request, page: Page, more: Iterable<readonly [string, string]> = []): Response {
  const fresh = page.status === 200 && page.etag !== undefined && matches(request, page.etag);
  const body = fresh || request.method === 'HEAD' ? null : page.body;
  const response = new Response(body, { status: fresh ? 304 : page.status, headers: page.headers });
  for (const [name, value] of more) response.headers.set(name, value);
  if (page.nonce) setNonce(response.headers, newNonce());
  if (body === null && !fresh) response.headers.set('content-length', String(page.body.byteLength));
  return response;
}
