/** Where pages of the two sites are. */
export interface Frame {
  /** Where both are read as being, with no slash at the end. */
  readonly origin: string;
  /** Origins that are the site's own, besides `origin`: as the old site and the new one print them. */
  readonly own: ReadonlySet<string>;
  /** Jekyll's `baseurl`, as `/blog`; empty where there is none. */
  readonly base: string;
}

export const ORIGIN = 'http://site.invalid';

/** Who adds it to the address of an asset, and that it is not the author's. */
const VERSION = /^v=\d{1,10}-[0-9a-f]{32}$/;

/**
 * What a link or source means, spelled in one way: an address of the site from its root, without `baseurl`, `index.html`
 * and the version of an asset; else the whole URL.
 */
export function meaningOf(written: string, page: string, frame: Frame): string {
  const url = URL.parse(written.trim(), page);
  if (!url) return written.trim();
  if (!/^https?:$/.test(url.protocol)) return written.trim();
  if (url.origin !== frame.origin && !frame.own.has(url.origin)) return url.href;
  const search = url.pathname.startsWith('/assets/') && VERSION.test(url.search.slice(1)) ? '' : url.search;
  // The page itself, wherever it is now.
  if (url.hash !== '' && url.href.split('#')[0] === page) return plain(url.hash);
  return pathOf(url.pathname, frame.base) + search + plain(url.hash);
}

/** An address of the site from its root: decoded, without `baseurl` and `index.html`. */
export function pathOf(pathname: string, base: string): string {
  const inside =
    base !== '' && (pathname === base || pathname.startsWith(`${base}/`))
      ? pathname.slice(base.length) || '/'
      : pathname;
  return plain(inside)
    .replace(/^\/{2,}/, '/')
    .replace(/\/index\.html?$/, '/');
}

/** Percent-encoding has several spellings of one. What is badly encoded stays. */
export function plain(text: string): string {
  try {
    return decodeURIComponent(text).normalize();
  } catch {
    return text;
  }
}

/** The address of a file of a built folder. */
export function addressOfFile(path: string): string {
  const pathname = `/${path.split('/').map(encodeURIComponent).join('/')}`;
  return pathname.replace(/\/index\.html?$/, '/');
}
