import { PackReader } from '../../release/pack-reader.ts';
import type { Manifest } from '../../release/read-manifest.ts';
import type { RouteRecord } from '../../schema/manifest.ts';
import { spelled } from '../../schema/path/slash.ts';
import { canonicalPath } from '../../schema/route.ts';
import { type Match, matchRoute } from '../../site/routes/match.ts';
import { PLAIN } from '../pages/first.ts';
import { findMade, readyPage, type TextOf } from '../pages/made.ts';
import type { PageResult, RequestContext, RouteMatch, Unmade } from '../request-context.ts';

/** A page to render, or one that was made at publish; undefined when the request is for something else. */
type Found = Unmade | PageResult | undefined;

/** Finds the page for a GET or HEAD of its canonical address. Everything else is left to others/app.ts. `isUnmade`: whether none was made at publish. */
export function findPage(context: RequestContext, isUnmade = false): Found | Promise<Found> {
  const path = context.isRead ? canonicalOf(context) : undefined;
  if (path === undefined) return undefined;
  const { manifest, services, cold } = context;
  // What is remembered was rendered before.
  const known = cold ? undefined : services.store.memory.get<RouteMatch>(routeKey(manifest, path));
  const made = known || isUnmade ? undefined : madePage(context, path);
  if (made instanceof Promise) return made.then((page) => page ?? atRoute(context, path));
  return made ?? atRoute(context, path);
}

/** The page that was made at publish for an address, if there is one. */
function madePage(context: RequestContext, path: string): PageResult | ReturnType<typeof findMade> {
  if (!isAsMade(context, path)) return undefined;
  const { manifest } = context;
  const { head } = manifest;
  const own = spelled(path, head.config.slash);
  const route = manifest.record<RouteRecord>(path);
  if (route && 'page' in route && route.ready) return readyAt(manifest, own, route.page, route.ready);
  return head.made === undefined ? undefined : findMade(context, path, own, textOf);
}

/** A text of a pack, which stays in memory. */
export const textOf: TextOf = ({ services, keepAlive }, pack, start, length) =>
  new PackReader(services.store, keepAlive).text(pack, start, length);

/** A page may print its own address. The body made at publish has the site's spelling of it. */
const isAsMade = ({ manifest, trace, path: given }: RequestContext, path: string): boolean =>
  !trace && (manifest.head.config.slash !== 'keep' || given === path);

type Ready = NonNullable<Extract<RouteRecord, { readonly page: string }>['ready']>;

function readyAt(manifest: Manifest, own: string, file: string, { at, etag, bytes }: Ready): PageResult {
  return readyPage(manifest, file, own, { body: manifest.inline(at), bytes, etag });
}

function atRoute(context: RequestContext, path: string): Found | Promise<Found> {
  const match = findRoute(context, path);
  return match instanceof Promise
    ? match.then((found) => pageOf(context, path, found))
    : pageOf(context, path, match);
}

/** The canonical path of an address; undefined when the site spells it in another way. */
function canonicalOf({ address, path, manifest }: RequestContext): string | undefined {
  // Addresses of assets are the system's, even if a page has the route `/{...rest}`; not if one has just this address.
  if (path.startsWith('/assets/') && !manifest.record(path.replace(/\/$/, ''))) return undefined;
  const { slash } = manifest.head.config;
  if (!slash && PLAIN.test(path)) return path;
  const { pathname } = new URL(address);
  const canonical = canonicalPath(pathname);
  if (canonical === undefined || pathname === spelled(canonical, slash)) return canonical;
  return slash === 'keep' && pathname === `${canonical}/` ? canonical : undefined;
}

/** The route of a path. Paths without parameters are remembered: a site has only so many, and visitors cannot make up more. */
export function findRoute(
  context: RequestContext,
  path: string,
): RouteMatch | undefined | Promise<RouteMatch | undefined> {
  const { manifest, services, trace } = context;
  const known = services.store.memory.get<RouteMatch>(routeKey(manifest, path));
  if (known && !trace) return known;
  const { tables = manifest.head.parts } = manifest.head;
  const hasTable = !known && tables !== undefined && !manifest.record(path);
  return hasTable
    ? inTables(context, path).then((match) => keep(context, path, match))
    : keep(context, path, known ?? matchRoute(manifest, path));
}

const routeKey = ({ head }: Manifest, path: string) => `route:${head.id}:${path}`;

function keep(
  { manifest, services, trace }: RequestContext,
  path: string,
  match: Match | undefined,
): Match | undefined {
  if (trace && match) Object.assign(trace, { route: match.route, params: match.params });
  if (match && (match.shown || !match.route.params))
    services.store.memory.set(routeKey(manifest, path), match, 1_000);
  return match;
}

/** Few sites have addresses that follow from content. */
async function inTables(context: RequestContext, path: string): Promise<Match | undefined> {
  const { matchInTables } = await import('./tables.ts');
  return matchInTables(context, path);
}

function pageOf(context: RequestContext, path: string, match: RouteMatch | undefined): Found {
  if (!match || !('page' in match.route)) return undefined;
  const { page: file, ready } = match.route;
  if (ready && isAsMade(context, path)) {
    const { manifest } = context;
    return readyAt(manifest, spelled(path, manifest.head.config.slash), file, ready);
  }
  return { match, file, path };
}
