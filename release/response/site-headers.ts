import type { Manifest } from '../manifest.ts';
import {
  CSP,
  DEFAULTS,
  type Fields,
  merged,
  newNonce,
  policyOf,
  rulesAt,
  wantsNonce,
  withNonce,
} from './headers.ts';

/** What a response that is not a page says by itself. */
interface OwnHeaders {
  /** What site.yaml may say otherwise. */
  readonly usual?: Fields;
  /** What it may not. */
  readonly fixed: Fields;
}

/** Of the headers of a whole site, those that describe a page and would be wrong of anything else. */
const OF_PAGES = /^(?:content-(?!security-policy).*|cache-control|etag|expires|last-modified|location|vary)$/;

/**
 * The headers of a response that is not a page: the system's defaults, its own, the site's, then those of its path.
 * Without a release there are only the first two.
 */
export function siteFields(
  manifest: Manifest | undefined,
  path: string,
  { usual, fixed }: OwnHeaders,
): Fields {
  const fields = manifest
    ? merged(DEFAULTS, usual, policyOf(manifest), general(manifest), ...ofPath(manifest, path), fixed)
    : merged(DEFAULTS, usual, fixed);
  return wantsNonce(fields) ? withNonce(fields, newNonce()) : fields;
}

const ofPath = (manifest: Manifest, path: string) => rulesAt(manifest, path).map(([, fields]) => fields);

function general({ head }: Manifest): Fields {
  const all = Object.entries(head.config.headers ?? {});
  return Object.fromEntries(all.filter(([name]) => !OF_PAGES.test(name.toLowerCase())));
}

/** Types that a browser runs scripts of, when it opens them by themselves. */
const MARKUP = /[/+](?:x?html|xml)\b/;

/**
 * An asset of markup runs in an origin of its own unless the site says otherwise: someone who may upload a picture must not
 * script the site. Pictures in pages are not concerned.
 */
export const sandboxed = (type: string): Fields | undefined =>
  MARKUP.test(type) ? { [CSP]: 'sandbox' } : undefined;
