import type { Diagnostic } from '../liquid/error.ts';
import type { RouteRecord } from '../schema/manifest.ts';
import type { FetchEntry } from '../schema/page.ts';
import {
  canonicalPath,
  isErrorPage,
  parseRoute,
  placesOf,
  type Route,
  routeOfPage,
} from '../schema/route.ts';
import type { SiteConfig } from '../schema/site.ts';
import { finding, type SiteFacts } from './check.ts';
import type { Facts } from './compile-file.ts';

export interface SiteRoutes {
  /** What answers a path, by route key (see schema/route). */
  readonly records: ReadonlyMap<string, RouteRecord>;
  readonly diagnostics: readonly Diagnostic[];
}

interface Claim {
  readonly pattern: string;
  /** The file to name when something is wrong with it. */
  readonly path: string;
  readonly who: string;
  record(route: Route): RouteRecord;
}

/** All routes of a site: of page files, of site.yaml's routes, redirects and proxies. One key has one owner. */
export function siteRoutes(files: SiteFacts): SiteRoutes {
  const records = new Map<string, RouteRecord>();
  const owners = new Map<string, Claim>();
  const diagnostics: Diagnostic[] = [];
  for (const claim of claims(files)) {
    try {
      const route = parseRoute(claim.pattern);
      const other = owners.get(route.key);
      if (other) diagnostics.push(twice(claim, other));
      owners.set(route.key, claim);
      records.set(route.key, claim.record(route));
    } catch (error) {
      diagnostics.push(finding(claim.path, 'route', error instanceof Error ? error.message : String(error)));
    }
  }
  return { records, diagnostics: [...diagnostics, ...missingTargets(files)] };
}

function* claims(files: SiteFacts): Generator<Claim> {
  for (const [path, facts] of files) {
    if (facts.kind !== 'page' || isErrorPage(path)) continue;
    const pattern = facts.front?.route ?? routeOfPage(path) ?? '/';
    yield { pattern, path, who: path, record: ({ params }) => ({ page: path, ...named(params) }) };
  }
  const config = files.get('site.yaml')?.config;
  if (config) yield* configClaims(config);
}

function* configClaims(config: SiteConfig): Generator<Claim> {
  const path = 'site.yaml';
  for (const [pattern, route] of Object.entries(config.routes ?? {})) {
    const page = `pages/${route.page}.liquid`;
    const extra = route.fetch ? { fetch: route.fetch } : {};
    yield {
      pattern,
      path,
      who: `routes in ${path}`,
      record: ({ params }) => ({ page, ...named(params), ...extra }),
    };
  }
  for (const [pattern, target] of Object.entries(config.redirects ?? {})) {
    const { to, status = 301 } = typeof target === 'string' ? { to: target } : target;
    yield {
      pattern,
      path,
      who: `redirects in ${path}`,
      record: (route) => {
        checkTarget(pattern, to, route.params);
        return { redirect: to, status, ...named(route.params) };
      },
    };
  }
  for (const [pattern, upstream] of Object.entries(config.proxy ?? {})) {
    const rest = pattern.replace(/\/\*$/, '/{...path}');
    yield {
      pattern: rest,
      path,
      who: `proxy in ${path}`,
      record: ({ params }) => ({ proxy: upstream, ...named(params) }),
    };
  }
}

/** A redirect asks for no more than its pattern gives, and leads on. */
function checkTarget(pattern: string, to: string, params: readonly string[]): void {
  const unknown = placesOf(to).find((name) => !params.includes(name));
  if (unknown !== undefined) throw new Error(`${pattern} has no {${unknown}} to fill into ${to}`);
  if (canonicalPath(to.replace(/[?#].*/s, '')) === canonicalPath(pattern))
    throw new Error(`${pattern} is redirected to itself`);
}

const named = (params: readonly string[]) => (params.length > 0 ? { params } : {});

function twice(claim: Claim, other: Claim): Diagnostic {
  const message = `${claim.pattern} is answered by ${other.who} and by ${claim.who}`;
  return finding(claim.path, 'route_twice', message, 'Give one of them another route.');
}

function missingTargets(files: SiteFacts): Diagnostic[] {
  const config = files.get('site.yaml')?.config;
  const upstreams = config?.upstreams ?? {};
  const pages = Object.entries(config?.routes ?? {})
    .filter(([, route]) => !files.has(`pages/${route.page}.liquid`))
    .map(([pattern, route]) =>
      finding(
        'site.yaml',
        'missing_file',
        `the route ${pattern} wants pages/${route.page}.liquid, which does not exist`,
      ),
    );
  const proxies = Object.entries(config?.proxy ?? {})
    .filter(([, upstream]) => !Object.hasOwn(upstreams, upstream))
    .map(([pattern, upstream]) =>
      finding(
        'site.yaml',
        'missing_upstream',
        `proxy ${pattern} names the upstream "${upstream}", which upstreams: does not have`,
      ),
    );
  return [...pages, ...proxies, ...missingUpstreams(files, upstreams), ...missingStatuses(files)];
}

function missingUpstreams(files: SiteFacts, upstreams: object): Diagnostic[] {
  return [...files].flatMap(([path, facts]) =>
    fetchesOf(facts).flatMap(([name, entry]) => {
      const from = typeof entry === 'string' ? entry : entry.from;
      const upstream = from.slice(0, from.indexOf(':'));
      if (Object.hasOwn(upstreams, upstream)) return [];
      return [
        finding(
          path,
          'missing_upstream',
          `fetch ${name} names the upstream "${upstream}", which site.yaml does not have`,
        ),
      ];
    }),
  );
}

/** `status: post` follows the fetch `post`, which is the page's own or that of a route in site.yaml. */
function missingStatuses(files: SiteFacts): Diagnostic[] {
  const routes = Object.values(files.get('site.yaml')?.config?.routes ?? {});
  return [...files].flatMap(([path, { front }]) => {
    const status = front?.status;
    const given = routes.filter(({ page }) => `pages/${page}.liquid` === path).map(({ fetch }) => fetch);
    const known = [front?.fetch, ...given].some((fetch) => fetch && Object.hasOwn(fetch, String(status)));
    if (typeof status !== 'string' || known) return [];
    const message = `status: ${status} follows a fetch of that name, which this page does not have`;
    return [finding(path, 'missing_fetch', message, 'Write a number, or the name of one of its fetches.')];
  });
}

function fetchesOf(facts: Facts): [string, FetchEntry][] {
  const ofRoutes = Object.values(facts.config?.routes ?? {}).flatMap((route) =>
    Object.entries(route.fetch ?? {}),
  );
  return [...Object.entries(facts.front?.fetch ?? {}), ...ofRoutes];
}
