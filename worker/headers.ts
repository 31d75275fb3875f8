import type { FullPageRecord } from '../schema/manifest.ts';
import type { Manifest } from './manifest.ts';
import { READS } from './scope.ts';

/** Headers by lower-case name. A plain object: what turns into a Response's headers at once costs least. */
export type Fields = Readonly<Record<string, string>>;

/** Sent with every page unless site.yaml or the page says otherwise; an empty value takes one away. */
const DEFAULTS: Fields = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
};

const CSP = 'content-security-policy';
const NONCE = '{nonce}';

/** Made before, by page record and whether the page is private. Records live as long as their release is in memory. */
const made = new WeakMap<FullPageRecord, { public?: Fields; private?: Fields }>();

/** A page's headers: the system's defaults, then the site's, then its own; all but ETag and what differs by request. */
export function pageHeaders(manifest: Manifest, page: FullPageRecord, flags: number): Fields {
  const whose = flags & (READS.visitor | READS.nonce) ? 'private' : 'public';
  const known = made.get(page) ?? {};
  const fields = known[whose] ?? build(manifest, page, whose);
  made.set(page, { ...known, [whose]: fields });
  return fields;
}

/** Only what is the same for all may be kept by caches between us and the browser. */
function build(manifest: Manifest, page: FullPageRecord, whose: string): Fields {
  const { headers, csp } = manifest.head.config;
  const seconds = page.cache?.browser ?? 0;
  const age = seconds > 0 ? `max-age=${seconds}` : 'max-age=0, must-revalidate';
  const fields: Record<string, string> = {
    'content-type': page.type,
    ...DEFAULTS,
    'cache-control': `${whose}, ${age}`,
    // What `marks` says of almost every answer.
    'x-release': manifest.head.id,
    'x-isolate': 'warm',
  };
  if (csp) fields[CSP] = csp;
  for (const [name, value] of Object.entries({ ...headers, ...page.headers }))
    fields[name.toLowerCase()] = value;
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

/** Whether each answer of a page with these headers needs a nonce of its own. */
export function wantsNonce(fields: Fields): boolean {
  return fields[CSP]?.includes(NONCE) ?? false;
}

/** The same headers with the nonce of one answer in their policy. */
export function withNonce(fields: Fields, nonce: string): Fields {
  return { ...fields, [CSP]: fields[CSP]?.replaceAll(NONCE, nonce) ?? '' };
}

/** Puts the nonce of one answer into the policy that `withNonce` would change. */
export function setNonce(headers: Headers, nonce: string): void {
  headers.set(CSP, headers.get(CSP)?.replaceAll(NONCE, nonce) ?? '');
}

/** 128 random bits in base64. */
export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
