import type { Fields } from '../../release/response/build-headers.ts';

/** Seconds that a page may be kept. Its release never changes; this is for what nobody has foreseen. */
const LIFETIME = 86_400;
/** Nothing is ever fetched from this host; the cache does not look at it. */
const ORIGIN = 'https://pages.invalid';
/** What a response is about: it is compared with what was asked, whatever the cache's key is. */
const ABOUT = 'x-edge-about';
const PAGE = 'x-edge-page';
/** Characters of headers that a stored response may have. */
const MOST = 16_000;

/** A page of a release that everybody gets. */
export interface PageKey {
  readonly release: string;
  /** As it is in the request's URL, without a query. */
  readonly path: string;
}

/** A page without its body. */
export interface StoredPage {
  readonly etag: string | undefined;
  /** Length of the body. */
  readonly bytes: number;
  readonly headers: Fields;
  /** Until when it may be sent, in milliseconds since the epoch: the cache may keep what is stale. */
  readonly until: number;
}

/** What the inner entrypoint answers: a page, or that the page is not the same for everybody. */
export type Answer =
  | { readonly kind: 'page'; readonly page: StoredPage; readonly body: ReadableStream<Uint8Array> }
  | { readonly kind: 'dynamic' };

/**
 * The request for a page: nothing of the visitor's is in it, so nothing of theirs can be stored. The release is in the path, which is in the cache's
 * key by all accounts.
 */
export function requestFor({ release, path }: PageKey): Request {
  return new Request(`${ORIGIN}/${encodeURIComponent(release)}${path}`);
}

/** The key of such a request. */
export function keyOf({ url }: Request): PageKey {
  const rest = url.slice(ORIGIN.length + 1);
  const slash = rest.indexOf('/');
  return { release: decodeURIComponent(rest.slice(0, slash)), path: rest.slice(slash) };
}

const aboutOf = ({ release, path }: PageKey) => `${encodeURIComponent(release)} ${path}`;

/**
 * A page as the cache may keep it. Its own headers travel inside one, since the cache acts on some of them, adds and removes others. Undefined when
 * they are too many.
 */
export function storedPage(
  key: PageKey,
  page: Omit<StoredPage, 'until'>,
  body: string | Uint8Array,
  now: number,
): Response | undefined {
  const text = encodeURIComponent(JSON.stringify({ ...page, until: now + 1_000 * LIFETIME }));
  return text.length > MOST ? undefined : new Response(body, { headers: { ...kept(key), [PAGE]: text } });
}

/** What is kept of a page that differs between visitors, by the clock or by upstream: that the cache has nothing for them. */
export const storedDynamic = (key: PageKey): Response => new Response(null, { headers: kept(key) });

/** What is never kept: it may be otherwise the next time. */
export const notStored = (): Response =>
  new Response(null, { status: 503, headers: { 'cache-control': 'no-store' } });

/** `must-revalidate`: without it, the cache would send what is stale when the inner entrypoint fails. */
const kept = (key: PageKey) => ({
  'content-type': 'application/octet-stream',
  'cache-control': `public, max-age=${LIFETIME}, must-revalidate`,
  [ABOUT]: aboutOf(key),
});

/** Reads what came through the cache. Undefined when it is not (or no more) for this key, or is damaged. */
export function readStored(response: Response, key: PageKey, now: number): Answer | undefined {
  const { status, headers, body } = response;
  if (status !== 200 || headers.get(ABOUT) !== aboutOf(key)) return undefined;
  const text = headers.get(PAGE);
  if (text === null) return { kind: 'dynamic' };
  const page = JSON.parse(decodeURIComponent(text)) as StoredPage; // as written above
  return body && page.until > now ? { kind: 'page', page, body } : undefined;
}
