import { ReleaseError } from '../../release/manifest.ts';
import { planPage } from '../../release/plan.ts';
import { pageHeaders } from '../../release/response/headers.ts';
import { HTML } from '../../schema/format.ts';
import type { PageRecord, Ready, RouteRecord } from '../../schema/manifest.ts';
import { canonicalPath, spelled } from '../../schema/route.ts';
import { type Match, matchRoute } from '../../site/routes/match.ts';
import type { PageAnswer, Passage } from '../request-context.ts';
import { isRead, pathOf } from '../respond.ts';
import { makePage, NO_FETCHES, type Wanted } from './make.ts';

/**
 * The page that answers a GET or HEAD of its canonical address; undefined when something else does (site.ts). The promise
 * fails as `makePage` does.
 */
export function pageAt(passage: Passage): Promise<PageAnswer> | PageAnswer | undefined {
  const path = isRead(passage.request) ? canonicalOf(passage) : undefined;
  const match = path === undefined ? undefined : matched(passage, path);
  return path !== undefined && match && 'page' in match.route
    ? routed(passage, path, match.route, match.params)
    : undefined;
}

/** Paths that are as they stand what parsing a URL and making its path canonical would make of them. */
const PLAIN = /^(?:\/[\w~-][\w.~-]*)+$|^\/$/;

/** The canonical path of an address; undefined when that is not spelled as the site spells it. */
function canonicalOf({ address, manifest }: Passage): string | undefined {
  const path = pathOf(address);
  // Addresses of assets are the system's, also where a page takes all the rest.
  if (path.startsWith('/assets/')) return undefined;
  const { slash } = manifest.head.config;
  if (!slash && PLAIN.test(path)) return path;
  const { pathname } = new URL(address);
  const canonical = canonicalPath(pathname);
  if (canonical === undefined || pathname === spelled(canonical, slash)) return canonical;
  return slash === 'keep' && pathname === `${canonical}/` ? canonical : undefined;
}

/** What answers a path. Routes without parameters are as many as the site has: those are kept. */
export function matched({ manifest, services, trace }: Passage, path: string): Match | undefined {
  const key = `route:${manifest.head.id}:${path}`;
  const known = services.store.memory.get<Match>(key);
  const match = known ?? matchRoute(manifest, path);
  if (match && !known && !match.route.params) services.store.memory.set(key, match, 1_000);
  if (trace) Object.assign(trace, match);
  return match;
}

function routed(
  passage: Passage,
  path: string,
  route: Extract<RouteRecord, { page: string }>,
  params: Readonly<Record<string, string>>,
): Promise<PageAnswer> | PageAnswer {
  const { slash } = passage.manifest.head.config;
  const own = spelled(path, slash);
  // A page may print its address: the one that was made is for the site's own spelling.
  const isReady = !passage.trace && (slash !== 'keep' || pathOf(passage.address) === path);
  if (route.ready && isReady) return readyPage(passage, route.page, route.ready, own);
  const plan = planPage(passage.services.store, passage.manifest, route.page);
  if (!plan) throw new ReleaseError(passage.manifest.head.id, `the release has no ${route.page}`);
  const { fetch } = plan.page;
  const fetches = fetch && route.fetch ? { ...fetch, ...route.fetch } : (fetch ?? route.fetch ?? NO_FETCHES);
  return show(passage, { plan, path: own, params, fetches, status: 200 });
}

/** Makes a page. What asks upstreams is loaded when the first page has some. */
export async function show(passage: Passage, wanted: Wanted): Promise<PageAnswer> {
  if (wanted.fetches === NO_FETCHES) return makePage(passage, wanted);
  const { pageAtEdge } = await import('../upstreams/page.ts');
  return pageAtEdge(passage, wanted);
}

/** A page that was made when its release was. */
function readyPage(
  { manifest }: Passage,
  file: string,
  { at, etag, bytes }: Ready,
  path: string,
): PageAnswer {
  const record = manifest.record<PageRecord>(file);
  if (!record) throw new ReleaseError(manifest.head.id, `the release has no ${file}`);
  const headers = pageHeaders(manifest, { ...HTML, ...record }, 0, path);
  const page = { status: 200, body: manifest.inline(at), bytes, etag, headers };
  return { page, operations: 0, flags: 0, isStatic: true };
}
