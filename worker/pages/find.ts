import { ReleaseError } from '../../release/manifest.ts';
import { planPage } from '../../release/plan.ts';
import { pageHeaders } from '../../release/response/headers.ts';
import { Working } from '../../release/working.ts';
import { HTML } from '../../schema/format.ts';
import type { PageRecord, Ready, RouteRecord } from '../../schema/manifest.ts';
import { canonicalPath, spelled } from '../../schema/route.ts';
import { type Match, matchRoute } from '../../site/routes/match.ts';
import type { PageResult, RequestContext } from '../request-context.ts';
import { isRead, pathOf } from '../respond.ts';
import { makePage, NO_FETCHES, type PageSpec } from './make.ts';

/**
 * The page for a GET or HEAD of its canonical address; undefined when the request is for something else (others/app.ts). The promise
 * fails as `makePage` does.
 */
export function pageAt(context: RequestContext): Found | Promise<PageResult | undefined> {
  const path = isRead(context.request) ? canonicalOf(context) : undefined;
  if (path === undefined) return undefined;
  const match = findRoute(context, path);
  return match instanceof Promise
    ? match.then((found) => pageOfMatch(context, path, found))
    : pageOfMatch(context, path, match);
}

type Found = PageResult | Promise<PageResult> | undefined;

function pageOfMatch(context: RequestContext, path: string, match: Match | undefined): Found {
  return match && 'page' in match.route ? pageOfRoute(context, path, match.route, match) : undefined;
}

/** Paths that parsing a URL and making its path canonical would not change. */
const PLAIN = /^(?:\/[\w~-][\w.~-]*)+$|^\/$/;

/** The canonical path of an address; undefined when that is not spelled as the site spells it. */
function canonicalOf({ address, manifest }: RequestContext): string | undefined {
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

/** The route of a path. Addresses that are as many as the site has are kept. */
export function findRoute(
  context: RequestContext,
  path: string,
): Match | undefined | Promise<Match | undefined> {
  const { manifest, services, trace } = context;
  const { memory } = services.store;
  const key = `route:${manifest.head.id}:${path}`;
  const keep = (match: Match | undefined) => {
    if (match && (match.shown || !match.route.params)) memory.set(key, match, 1_000);
    return noted(match);
  };
  const noted = (match: Match | undefined) => {
    if (trace) Object.assign(trace, match);
    return match;
  };
  const known = memory.get<Match>(key);
  if (known) return noted(known);
  const hasTable = manifest.head.tables !== undefined && !manifest.record(path);
  return hasTable ? inTables(context, path).then(keep) : keep(matchRoute(manifest, path));
}

/** Few sites have addresses that follow from content. */
async function inTables(
  { services, manifest, keepAlive, trace }: RequestContext,
  path: string,
): Promise<Match | undefined> {
  const { matchAddress } = await import('../../release/content/addresses.ts');
  return matchAddress(new Working(services.store, manifest, keepAlive, trace?.reads), path);
}

function pageOfRoute(
  context: RequestContext,
  path: string,
  route: Extract<RouteRecord, { page: string }>,
  { params, shown }: Pick<Match, 'params' | 'shown'>,
): Promise<PageResult> | PageResult {
  const { slash } = context.manifest.head.config;
  const own = spelled(path, slash);
  // A page may print its address: the one that was made is for the site's own spelling.
  const isReady = !context.trace && (slash !== 'keep' || pathOf(context.address) === path);
  if (route.ready && isReady) return readyPage(context, route.page, route.ready, own);
  const plan = planPage(context.services.store, context.manifest, route.page);
  if (!plan) throw new ReleaseError(context.manifest.head.id, `the release has no ${route.page}`);
  const { fetch } = plan.page;
  const fetches = fetch && route.fetch ? { ...fetch, ...route.fetch } : (fetch ?? route.fetch ?? NO_FETCHES);
  return show(context, { plan, path: own, params, shown, fetches, status: 200 });
}

/** Makes a page. What asks upstreams is loaded when the first page has some. */
export async function show(context: RequestContext, spec: PageSpec): Promise<PageResult> {
  if (spec.fetches === NO_FETCHES) return makePage(context, spec);
  const { pageAtEdge } = await import('../upstreams/page.ts');
  return pageAtEdge(context, spec);
}

/** A page that was made when its release was. */
function readyPage(
  { manifest }: RequestContext,
  file: string,
  { at, etag, bytes }: Ready,
  path: string,
): PageResult {
  const record = manifest.record<PageRecord>(file);
  if (!record) throw new ReleaseError(manifest.head.id, `the release has no ${file}`);
  const headers = pageHeaders(manifest, { ...HTML, ...record }, 0, path);
  const page = { status: 200, body: manifest.inline(at), bytes, etag, headers };
  return { page, operations: 0, flags: 0, isStatic: true };
}
