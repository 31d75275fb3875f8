import { canonicalPath } from '../../schema/route.ts';

interface Page {
  readonly address: string;
  readonly path: string;
  readonly html: string;
}

const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/gi;

/** Addresses that servers for files have besides: `/docs/index.html`, and `/about` where a page links to it. */
export function redirectsOf(pages: readonly Page[]): (readonly [from: string, to: string])[] {
  const found = new Map<string, string>();
  const known = new Map(pages.map(({ address }) => [canonicalPath(address) ?? address, address]));
  for (const { path, address } of pages)
    if (address.endsWith('/')) found.set(`${address}${path.slice(path.lastIndexOf('/') + 1)}`, address);
  for (const { address, html } of pages)
    for (const [, double, single, bare] of html.matchAll(HREF)) {
      const url = URL.parse(double ?? single ?? bare ?? '', `http://site.invalid${address}`);
      const path = url?.host === 'site.invalid' ? canonicalPath(url.pathname) : undefined;
      if (path === undefined || path === '/' || known.has(path)) continue;
      const target = known.get(`${path}.html`) ?? known.get(`${path}.htm`);
      if (target !== undefined) found.set(path, target);
    }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}
