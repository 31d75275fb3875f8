import type { FullPageRecord } from '../../schema/manifest.ts';
import type { Manifest } from '../manifest.ts';
import { READS } from '../scope.ts';

/** Headers by lower-case name. A plain object: what turns into a Response's headers at once costs least. */
export type Fields = Readonly<Record<string, string>>;

/** Sent with every page unless site.yaml or the page says otherwise; an empty value takes one away. */
export const DEFAULTS: Fields = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
};

export const CSP = 'content-security-policy';
const NONCE = '{nonce}';

/**
 * Made before, by page record, whether the page is private, and which of the site's paths it lies at. Records live as long
 * as their release is in memory.
 */
const made = new WeakMap<FullPageRecord, Record<string, Fields>>();

/**
 * A page's headers: the system's defaults, then the site's, then those of its path, then its own; all but ETag and what
 * differs by request. `path` is the canonical one.
 */
export function pageHeaders(manifest: Manifest, page: FullPageRecord, flags: number, path: string): Fields {
  const whose = flags & (READS.visitor | READS.nonce) ? 'private' : 'public';
  const rules = rulesAt(manifest, path);
  const key = `${whose}${rules.map(([source]) => source)}`;
  const known = made.get(page) ?? {};
  const fields = known[key] ?? build(manifest, page, whose, rules);
  made.set(page, { ...known, [key]: fields });
  return fields;
}

/** Only what is the same for all may be kept by caches between us and the browser. */
function build(manifest: Manifest, page: FullPageRecord, whose: string, rules: Rules): Fields {
  const seconds = page.cache?.browser ?? 0;
  const age = seconds > 0 ? `max-age=${seconds}` : 'max-age=0, must-revalidate';
  return merged(
    {
      'content-type': page.type,
      ...DEFAULTS,
      'cache-control': `${whose}, ${age}`,
      // What `debugHeaders` gives almost every response.
      'x-release': manifest.head.id,
      'x-isolate': 'warm',
    },
    policyOf(manifest),
    manifest.head.config.headers,
    ...rules.map(([, fields]) => fields),
    page.headers,
  );
}

type Rules = NonNullable<Manifest['head']['config']['paths']>;

/** What site.yaml says of a canonical path, in its order. */
export function rulesAt({ head }: Manifest, path: string): Rules {
  return head.config.paths?.filter(([source]) => new RegExp(source).test(path)) ?? [];
}

export function policyOf({ head }: Manifest): Fields | undefined {
  return head.config.csp ? { [CSP]: head.config.csp } : undefined;
}

/** Fields by lower-case name, of two of one name the later; an empty value takes one away. */
export function merged(...all: readonly (Fields | undefined)[]): Fields {
  const fields: Record<string, string> = {};
  for (const some of all) for (const name in some) fields[name.toLowerCase()] = some[name] ?? '';
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

/** Whether each response with these headers needs a nonce of its own. */
export function wantsNonce(fields: Fields): boolean {
  return fields[CSP]?.includes(NONCE) ?? false;
}

/** The same headers with the nonce of one response in their policy. */
export function withNonce(fields: Fields, nonce: string): Fields {
  return { ...fields, [CSP]: fields[CSP]?.replaceAll(NONCE, nonce) ?? '' };
}

/** Puts the nonce of one response into the policy that `withNonce` would change. */
export function setNonce(headers: Headers, nonce: string): void {
  headers.set(CSP, headers.get(CSP)?.replaceAll(NONCE, nonce) ?? '');
}

/** 128 random bits in base64. */
export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
