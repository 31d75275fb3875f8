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

/**
 * A strong ETag of a body: 64 bits of a hash that tells versions apart and guards nothing. Made at once: the platform's
 * digests are asynchronous, which costs more than all of this.
 */
export function etagOf(body: Uint8Array): string {
  const words = new Uint32Array(body.buffer, body.byteOffset, body.byteLength >>> 2);
  let a = 0x9e3779b9 ^ body.byteLength;
  let b = 0x85ebca6b;
  const mix = (word: number) => {
    a = Math.imul(a ^ word, 0xcc9e2d51);
    a ^= a >>> 15;
    b = Math.imul(b + a, 0x1b873593) ^ word;
    b ^= b >>> 13;
  };
  for (const word of words) mix(word);
  for (let at = words.length * 4; at < body.byteLength; at++) mix(body[at] ?? 0);
  mix(b);
  mix(a);
  return `"${hex(a)}${hex(b)}"`;
}

const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');

/** An answer that is whole in memory: a page or an error page, with everything but what differs from request to request. */
export interface Page {
  readonly status: number;
  readonly body: Uint8Array;
  readonly etag: string | undefined;
  readonly headers: Fields;
  /** All headers, when they are the same for every request: building them each time costs a quarter of the rate. */
  readonly built?: Headers;
}

/** Sends a page: 304 when the client has it, without a body to HEAD. */
export function send(request: Request, page: Page, more: Fields = {}): Response {
  const { status, etag, body } = page;
  const headers = page.built ?? allHeaders(page, more);
  if (status === 200 && etag !== undefined && matches(request, etag)) {
    return new Response(null, { status: 304, headers });
  }
  if (request.method !== 'HEAD') return new Response(body, { status, headers });
  const response = new Response(null, { status, headers });
  response.headers.set('content-length', String(body.byteLength));
  return response;
}

function allHeaders({ headers, etag }: Page, more: Fields): Fields {
  const all = { ...headers, ...(etag !== undefined && { etag }), ...more };
  return wantsNonce(headers) ? withNonce(all, newNonce()) : all;
}
