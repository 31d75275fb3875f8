import type { FullPageRecord } from '../../schema/manifest.ts';
import type { Manifest } from '../read-manifest.ts';
import { CSP } from './nonce.ts';

/** Headers by lower-case name. A plain object is the fastest to make a Response with. */
export type Fields = Readonly<Record<string, string>>;

/** Sent with every page unless site.yaml or the page says otherwise; an empty value takes one away. */
export const DEFAULTS: Fields = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
};

/**
 * A page's headers: the system's defaults, then the site's, then those of its path, then its own; all but ETag and what
 * differs by request. Shared caches may keep a page only if everybody gets the same.
 */
export function buildHeaders(
  manifest: Manifest,
  page: FullPageRecord,
  whose: 'public' | 'private',
  rules: Rules,
): Fields {
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

/** The header rules of site.yaml that match a canonical path, in their order there. */
export function rulesAt({ head }: Manifest, path: string): Rules {
  return head.config.paths?.filter(([source]) => new RegExp(source).test(path)) ?? [];
}

export function policyOf({ head }: Manifest): Fields | undefined {
  return head.config.csp ? { [CSP]: head.config.csp } : undefined;
}

/** Headers merged by lower-case name: a later one replaces an earlier one, and an empty value removes it. */
export function merged(...all: readonly (Fields | undefined)[]): Fields {
  const fields: Record<string, string> = {};
  let isWhole = true;
  for (const some of all) {
    for (const name in some) {
      fields[name.toLowerCase()] = some[name] ?? '';
      if (!some[name]) isWhole = false;
    }
  }
  return isWhole ? fields : Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
