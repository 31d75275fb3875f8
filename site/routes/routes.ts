import type { Diagnostic } from '../../schema/diagnostic.ts';
import { readSource } from '../../schema/fetch-source.ts';
import type { RouteRecord } from '../../schema/manifest.ts';
import { messageOf } from '../../schema/message-of.ts';
import type { FetchEntry } from '../../schema/page.ts';
import { decodePart } from '../../schema/path/decode-part.ts';
import { type Slash, spelled } from '../../schema/path/slash.ts';
import {
  canonicalPath,
  isErrorPage,
  parseRoute,
  placesOf,
  type Route,
  routeOfPage,
} from '../../schema/route.ts';
import { type SiteConfig, slashOf } from '../../schema/site.ts';
import { NUMBERED } from '../addresses/part-path.ts';
import { atLine, finding } from '../check/finding.ts';
import type { Facts, SiteFacts } from '../facts.ts';
import { ofKinds } from '../site-facts.ts';
import { matchRoute } from './match.ts';
import { addPublic } from './public-routes.ts';
import { redirectFindings } from './redirect-loops.ts';
import { Routes } from './route-index.ts';

export interface SiteRoutes {
  /** What is at a path, by route key (see schema/route). */
  readonly records: ReadonlyMap<string, RouteRecord>;
  readonly diagnostics: readonly Diagnostic[];
}

interface Claim {
  readonly pattern: string;
  /** The file to name when something is wrong with it. */
  readonly path: string;
  readonly who: string;
  /** Of site.yaml: where it is written, as `lines` of its facts name it. */
  readonly line?: string;
  record(route: Route): RouteRecord;
}

/** All routes of a site: of page files, of site.yaml's routes, redirects and proxies. One key has one owner. */
export function siteRoutes(files: SiteFacts): SiteRoutes {
  const records = new Map<string, RouteRecord>();
  const owners = new Map<string, Claim>();
  const diagnostics: Diagnostic[] = [];
  const site = files.get('site.yaml');
  const slash = slashOf(site?.config ?? {});
  const found = ({ path, line }: Claim, code: string, message: string, help?: string): Diagnostic => {
    const place = line === undefined ? undefined : site?.lines?.[line];
    return atLine(finding(path, code, message, help), place);
  };
  for (const claim of claims(files)) {
    try {
      const route = parseRoute(claim.pattern);
      const other = owners.get(route.key);
      if (other) diagnostics.push(found(claim, 'route_twice', ...twice(claim, other)));
      owners.set(route.key, claim);
      records.set(route.key, claim.record(route));
    } catch (error) {
      diagnostics.push(found(claim, 'route', messageOf(error)));
    }
  }
  for (const [key, claim] of owners) {
    const file = key.startsWith('/assets/') ? key.slice(1).split('/').map(decodePart).join('/') : undefined;
    if (file === undefined || !files.has(file)) continue;
    const message = `${claim.who} has the address of ${file}, which would never be seen`;
    diagnostics.push(found(claim, 'route_twice', message, 'Give one of them another address.'));
  }
  diagnostics.push(...addPublic(assetPaths(files), records, (key) => owners.get(key)?.who));
  return { records: straightened(records, slash), diagnostics: [...diagnostics, ...missingTargets(files)] };
}

const assetPaths = (files: SiteFacts): string[] => Array.from(ofKinds(files, 'asset'), ([path]) => path);

/** Redirects to pages of the site, each in the spelling that does not redirect once more. */
function straightened(
  records: ReadonlyMap<string, RouteRecord>,
  slash: Slash | undefined,
): Map<string, RouteRecord> {
  const routes = new Routes(records);
  return new Map(
    Array.from(records, ([key, record]) => [
      key,
      'redirect' in record ? { ...record, redirect: straight(record.redirect, routes, slash) } : record,
    ]),
  );
}

function straight(to: string, routes: Routes, slash: Slash | undefined): string {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(to) ?? [];
  const last = path.slice(path.lastIndexOf('/') + 1);
  const plain = path.replace(/(?<=.)\/$/, '');
  if (!to.startsWith('/') || slash === 'keep' || last.includes('{...')) return to;
  const sample = canonicalPath(plain.replace(/\{(?:\.\.\.)?(\w+)\}/g, '$1'));
  const match = sample === undefined ? undefined : matchRoute(routes, sample);
  if (sample === undefined || !match || !('page' in match.route)) return to;
  return (spelled(sample, slash).endsWith('/') && plain !== '/' ? `${plain}/` : plain) + rest;
}

/** Redirects that never end, or take more than one step. */
export function checkRedirects(files: SiteFacts): Diagnostic[] {
  const site = files.get('site.yaml');
  const rules = Object.entries(site?.config?.redirects ?? {}).map(([pattern, target]) => {
    return { pattern, to: typeof target === 'string' ? target : target.to };
  });
  if (rules.length === 0) return [];
  const { records } = siteRoutes(files);
  const placeOf = (pattern: string) => site?.lines?.[`redirects ${pattern}`];
  return redirectFindings({ records, rules, slash: slashOf(site?.config ?? {}), placeOf });
}

function* claims(files: SiteFacts): Generator<Claim> {
  for (const [path, facts] of ofKinds(files, 'page')) {
    if (isErrorPage(path)) continue;
    const pattern = facts.front?.route ?? routeOfPage(path) ?? '/';
    yield { pattern, path, who: path, record: ({ params }) => pageRoute(path, params, isKnown(facts)) };
    const parts = partsPattern(pattern, facts.front?.paginate?.path ?? NUMBERED);
    if (!facts.front?.paginate || parts === undefined) continue;
    yield {
      pattern: parts,
      path,
      who: `the further pages of ${path}`,
      record: ({ params }) => pageRoute(path, params.slice(0, -1), true),
    };
  }
  const config = files.get('site.yaml')?.config;
  if (config) yield* configClaims(config);
}

/** Whether all addresses of a page's route are known: those of entries, and of items of a list. */
const isKnown = ({ front }: Facts): boolean => front?.entry !== undefined || front?.each !== undefined;

const pageRoute = (page: string, params: readonly string[], known: boolean): RouteRecord => ({
  page,
  ...named(params),
  ...(known && { known: true }),
});

/** The pattern of a list's further pages; undefined where the number is no part of its own: routes have none of that kind. */
function partsPattern(pattern: string, path: string): string | undefined {
  if (!/\/\{n\}(?:\/|$)/.test(path) || /\{n\}/.test(pattern)) return undefined;
  return `${pattern.replace(/\/$/, '')}${path}`;
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
      line: `routes ${pattern}`,
      record: ({ params }) => ({ page, ...named(params), ...extra }),
    };
  }
  for (const [pattern, target] of Object.entries(config.redirects ?? {})) {
    const { to, status = 301 } = typeof target === 'string' ? { to: target } : target;
    yield {
      pattern,
      path,
      who: `redirects in ${path}`,
      line: `redirects ${pattern}`,
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
      line: `proxy ${pattern}`,
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

const twice = (claim: Claim, other: Claim): [message: string, help: string] => [
  `${claim.pattern} is answered by ${other.who} and by ${claim.who}`,
  'Give one of them another route.',
];

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
  return [...ofKinds(files, 'page', 'site')].flatMap(([path, facts]) =>
    fetchesOf(facts).flatMap(([name, entry]) => {
      const { upstream } = readSource(entry);
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
  return [...ofKinds(files, 'page')].flatMap(([path, { front }]) => {
    const status = front?.status;
    if (typeof status !== 'string') return [];
    const given = routes.filter(({ page }) => `pages/${page}.liquid` === path).map(({ fetch }) => fetch);
    const known = [front?.fetch, ...given].some((fetch) => fetch && Object.hasOwn(fetch, status));
    if (known) return [];
    const message = `status: ${status} follows a fetch of that name, which this page does not have`;
    return [finding(path, 'missing_fetch', message, 'Write a number, or the name of one of its fetches.')];
  });
}

function fetchesOf(facts: Facts): readonly [string, FetchEntry][] {
  if (facts.front?.fetch === undefined && facts.config?.routes === undefined) return NONE;
  const ofRoutes = Object.values(facts.config?.routes ?? {}).flatMap((route) =>
    Object.entries(route.fetch ?? {}),
  );
  return [...Object.entries(facts.front?.fetch ?? {}), ...ofRoutes];
}

const NONE: readonly [string, FetchEntry][] = [];
