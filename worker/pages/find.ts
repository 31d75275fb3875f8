import { ReleaseError } from '../../release/manifest.ts';
import { planPage } from '../../release/plan.ts';
import { pageHeaders } from '../../release/response/headers.ts';
import { Working } from '../../release/working.ts';
import { HTML } from '../../schema/format.ts';
import type { PageRecord, Ready } from '../../schema/manifest.ts';
import { canonicalPath, spelled } from '../../schema/route.ts';
import { type Match, matchRoute } from '../../site/routes/match.ts';
import type { PageResult, PageSpec, RequestContext } from '../request-context.ts';

/** A page to make, or one that was made when its release was; undefined when the request is for something else. */
type Found = PageSpec | PageResult | undefined;

/** Finds the page for a GET or HEAD of its canonical address. What is no page is the business of others/app.ts. */
export function findPage(context: RequestContext): Found | Promise<Found> {
  const path = context.isRead ? canonicalOf(context) : undefined;
  if (path === undefined) return undefined;
  const match = findRoute(context, path);
  return match instanceof Promise
    ? match.then((found) => pageOf(context, path, found))
    : pageOf(context, path, match);
}

/** Paths that parsing a URL and making its path canonical would not change. */
const PLAIN = /^(?:\/[\w~-][\w.~-]*)+$|^\/$/;

/** The canonical path of an address; undefined when that is not spelled as the site spells it. */
function canonicalOf({ address, path, manifest }: RequestContext): string | undefined {
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
  const { tables = manifest.head.parts } = manifest.head;
  const hasTable = tables !== undefined && !manifest.record(path);
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

function pageOf(context: RequestContext, path: string, match: Match | undefined): Found {
  if (!match || !('page' in match.route)) return undefined;
  const { route, params, shown } = match;
  const { manifest, services, trace } = context;
  const { slash } = manifest.head.config;
  const own = spelled(path, slash);
  // A page may print its address: the one that was made is for the site's own spelling.
  const isReady = !trace && (slash !== 'keep' || context.path === path);
  if (route.ready && isReady) return readyPage(context, route.page, route.ready, own);
  const plan = planPage(services.store, manifest, route.page);
  if (!plan) throw new ReleaseError(manifest.head.id, `the release has no ${route.page}`);
  const { fetch } = plan.page;
  const fetches = fetch && route.fetch ? { ...fetch, ...route.fetch } : (fetch ?? route.fetch);
  return { plan, path: own, params, shown, fetches, status: 200 };
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
