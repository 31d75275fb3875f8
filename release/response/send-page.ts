import type { Fields } from './build-headers.ts';
import { CSP, NONCE, newNonce, wantsNonce } from './nonce.ts';
import { type Sendable, sendBuilt } from './send-built.ts';

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

/** Headers that were built before, by their fields. The fields of a page are one object as long as its release is in memory. */
const bases = new WeakMap<Fields, Headers>();

function baseOf(fields: Fields): Headers {
  const known = bases.get(fields);
  if (known) return known;
  const headers = new Headers(fields);
  bases.set(fields, headers);
  return headers;
}

/** Puts the nonce of one response into the policy that `withNonce` would change. */
function setNonce(headers: Headers, nonce: string): void {
  headers.set(CSP, headers.get(CSP)?.replaceAll(NONCE, nonce) ?? '');
}
