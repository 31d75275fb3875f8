/** Where a page is that is rendered to be looked at: a URL, or what is asked of one. */
export type PageUrl = Pick<URL, 'pathname' | 'search' | 'href'>;

/** A host that nobody has. */
export const HOST = 'https://gate.invalid';

/** Paths that are in a URL as they are written: of parts that begin with no dot and need no encoding. */
export const PLAIN = /^\/(?:[\w~-][\w.~-]*\/)*(?:[\w~-][\w.~-]*)?$/;

/** Of the page at a path. A URL is made only where it may be another one than it is written: of 100,000 they take a second. */
export const pageUrl = (path: string): PageUrl =>
  PLAIN.test(path) ? { pathname: path, search: '', href: HOST + path } : new URL(path, HOST);
