import type { Manifest } from '../read-manifest.ts';
import { DEFAULTS, type Fields, merged, policyOf, rulesAt } from './build-headers.ts';
import { CSP, newNonce, wantsNonce, withNonce } from './nonce.ts';

/** The own headers of a response that is not a page. */
interface OwnHeaders {
  /** Those that site.yaml may change. */
  readonly usual?: Fields;
  /** Those that it may not. */
  readonly fixed: Fields;
}

/** Headers that describe a page. Where site.yaml sets them for the whole site, they would be wrong for anything else. */
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

/** Types in which a browser runs scripts when somebody opens the file itself. */
const MARKUP = /[/+](?:x?html|xml)\b/;

/**
 * An asset with markup runs in an origin of its own unless the site says otherwise: whoever may upload a picture must not be
 * able to script the site. Pictures inside pages are not affected.
 */
export const sandboxed = (type: string): Fields | undefined =>
  MARKUP.test(type) ? { [CSP]: 'sandbox' } : undefined;
