/** Content types by a file's ending. Text types carry their charset. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['xml', 'application/xml; charset=utf-8'],
  ['rss', 'application/rss+xml; charset=utf-8'],
  ['atom', 'application/atom+xml; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['xhtml', 'application/xhtml+xml; charset=utf-8'],
  ['txt', 'text/plain; charset=utf-8'],
  ['md', 'text/markdown; charset=utf-8'],
  ['csv', 'text/csv; charset=utf-8'],
  ['ics', 'text/calendar; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['mjs', 'text/javascript; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
  ['map', 'application/json; charset=utf-8'],
  ['webmanifest', 'application/manifest+json; charset=utf-8'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  ['ico', 'image/x-icon'],
  ['woff', 'font/woff'],
  ['woff2', 'font/woff2'],
  ['ttf', 'font/ttf'],
  ['otf', 'font/otf'],
  ['mp3', 'audio/mpeg'],
  ['mp4', 'video/mp4'],
  ['webm', 'video/webm'],
  ['pdf', 'application/pdf'],
  ['zip', 'application/zip'],
  ['wasm', 'application/wasm'],
]);

/** Output types in which `<` and `&` mean markup, so that values are escaped. */
const MARKUP: ReadonlySet<string> = new Set(['html', 'xml', 'rss', 'atom', 'svg', 'xhtml']);

/** The content type of an asset; bytes of an unknown ending are a download. */
export function typeOfAsset(path: string): string {
  return TYPES.get(ending(path)) ?? 'application/octet-stream';
}

/**
 * The content type of a page and whether its output is escaped, by its inner ending: pages/feed.xml.liquid is XML. What a
 * page of Markdown (pages/guide.md) makes is HTML.
 */
export function typeOfPage(path: string): { type: string; escape: boolean } {
  const inner = path.endsWith('.liquid') ? ending(path.slice(0, -'.liquid'.length)) : 'html';
  const known = TYPES.has(inner) ? inner : 'html';
  return { type: TYPES.get(known) ?? '', escape: MARKUP.has(known) };
}

function ending(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}
