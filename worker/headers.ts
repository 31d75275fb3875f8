import type { PageRecord } from '../schema/manifest.ts';
import type { Manifest } from './manifest.ts';
import { READS } from './scope.ts';

/** Sent with every page unless site.yaml or the page says otherwise; an empty value takes one away. */
const DEFAULTS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
};

const CSP = 'content-security-policy';
const NONCE = '{nonce}';

/** A page's headers: the system's defaults, then the site's, then its own; all but ETag and what differs by request. */
export function pageHeaders(manifest: Manifest, page: PageRecord, flags: number): Headers {
  const { headers, csp } = manifest.head.config;
  const all = new Headers({ ...DEFAULTS, 'content-type': page.type });
  if (csp) all.set(CSP, csp);
  for (const [name, value] of Object.entries({ ...headers, ...page.headers })) {
    if (value === '') all.delete(name);
    else all.set(name, value);
  }
  if (!all.has('cache-control')) all.set('cache-control', cacheControl(page.cache?.browser ?? 0, flags));
  return all;
}

/** Only what is the same for all may be kept by caches between us and the browser. */
function cacheControl(seconds: number, flags: number): string {
  const whose = flags & (READS.visitor | READS.nonce) ? 'private' : 'public';
  return seconds > 0 ? `${whose}, max-age=${seconds}` : `${whose}, max-age=0, must-revalidate`;
}

/** Whether each answer of a page with these headers needs a nonce of its own. */
export function wantsNonce(headers: Headers): boolean {
  return headers.get(CSP)?.includes(NONCE) ?? false;
}

/** Puts the nonce of this answer into its policy. */
export function setNonce(headers: Headers, nonce: string): void {
  headers.set(CSP, headers.get(CSP)?.replaceAll(NONCE, nonce) ?? '');
}

/** 128 random bits in base64. */
export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
