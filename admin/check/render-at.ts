import { readsOf } from '../../release/scope.ts';
import { ProblemError } from '../../schema/api/problem.ts';
import type { RenderRequest, RenderResponse } from '../../schema/api/render.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import type { PageRecord, RouteRecord } from '../../schema/manifest.ts';
import type { Fetches } from '../../schema/page.ts';
import { canonicalPath, fillPattern, spelled } from '../../schema/route.ts';
import { slugParam } from '../../site/content/collections.ts';
import { type EntryPath, readEntryPath } from '../../site/content/entry-path.ts';
import { PARAMS_FILE, readSample, sampleParams, samplePaths } from '../../site/files/samples.ts';
import { matchRoute } from '../../site/routes/match.ts';
import type { Assembled } from './assembled.ts';
import { noSample } from './no-sample.ts';
import { type PageRoute, pageRoutes } from './page-routes.ts';
import { fetchesOf, type RenderInput, tryRender } from './render-page.ts';

/** Where a page is seen: its file, the address and its parameters. */
interface Place {
  readonly page: string;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly fetch: Fetches;
  readonly status: number;
}

type Texts = (path: string) => string | undefined;

/** What an address shows and with what, or where it redirects. */
export interface ResolvedRender {
  readonly input: RenderInput;
  /** Sample file that each fetch was filled from. */
  readonly samples: Readonly<Record<string, string>>;
  /** Fetches without a sample. */
  readonly missing: readonly Diagnostic[];
}

/** Finds what is to be rendered, with given data, else samples, in place of what upstreams answer. */
export function resolveRender(
  site: Assembled,
  request: RenderRequest,
  texts: Texts,
): ResolvedRender | Redirect {
  const place = request.url === undefined ? ofFile(site, request, texts) : ofUrl(site, request.url);
  if ('redirect' in place) return place;
  const { page, url, params, fetch, status } = place;
  const { fetched, samples, missing } = fetchedFrom(page, Object.keys(fetch), request.data ?? {}, texts);
  return { input: { page, url, params, status, fetched, now: Date.now, profile: true }, samples, missing };
}

/** Renders what an address shows. */
export async function renderAt(
  site: Assembled,
  request: RenderRequest,
  texts: Texts,
): Promise<RenderResponse> {
  const resolved = resolveRender(site, request, texts);
  if ('redirect' in resolved) return { ...EMPTY, status: resolved.status, location: resolved.redirect };
  const { input, samples, missing } = resolved;
  const { page, url, params, status } = input;
  const outcome = await tryRender(site, input);
  const where = { page, url: url.pathname + url.search, params, samples };
  if ('notFound' in outcome) return { ...EMPTY, ...where, status: 404, diagnostics: missing };
  if ('failed' in outcome)
    return { ...EMPTY, ...where, status: 500, diagnostics: [outcome.failed, ...missing] };
  const { rendered, record, lines } = outcome;
  return {
    ...where,
    status: status === 200 && typeof record.status === 'number' ? record.status : status,
    type: record.type,
    body: rendered.body,
    diagnostics: missing,
    reads: readsOf(rendered.flags),
    operations: rendered.operations,
    bytes: new TextEncoder().encode(rendered.body).length,
    lines,
  };
}

interface Redirect {
  readonly redirect: string;
  readonly status: number;
}

const EMPTY = { body: null, diagnostics: [] } as const;

function ofUrl(site: Assembled, given: string): Place | Redirect {
  const url = readUrl(given);
  const path = canonicalPath(url.pathname);
  const match = path === undefined ? undefined : matchRoute(site.manifest, path);
  if (!match) return { page: 'pages/404.liquid', url, params: {}, fetch: {}, status: 404 };
  const { route, params } = match;
  if ('redirect' in route) return { redirect: fillPattern(route.redirect, params), status: route.status };
  if (!('page' in route))
    throw new ProblemError(
      'invalid',
      'file' in route
        ? `${given} is ${route.file}; there is no page to render`
        : `${given} is passed through to an upstream; there is no page to render`,
    );
  if (path !== undefined) url.pathname = spelled(path, site.manifest.head.config.slash);
  return { page: route.page, url, params, fetch: fetchesOf(site, route.page, route.fetch), status: 200 };
}

/** A page's file, or an entry's, which is seen on its own page. */
function ofFile(site: Assembled, request: RenderRequest, texts: Texts): Place {
  const entry = readEntryPath(request.page ?? '');
  return entry ? ofEntry(site, request, entry) : ofPage(site, request, texts);
}

function ofEntry(
  site: Assembled,
  { page: path = '' }: RenderRequest,
  { collection, slug }: EntryPath,
): Place {
  if (site.manifest.record(path) === undefined)
    throw new ProblemError('not_found', `${path} does not exist`, { path });
  const route = entryRoute(site, collection);
  const param = route && slugParam(route.pattern);
  if (!route || param === undefined)
    throw new ProblemError(
      'not_found',
      `${path} has no page of its own: no page says entry: ${collection} and has [slug] in its address. Make pages/${collection}/[slug].liquid with entry: ${collection} in its front matter.`,
      { path },
    );
  return placeOf(site, route, { [param]: slug });
}

/** The page of a collection's entries: the first by path, as in site/content/collections. */
function entryRoute(site: Assembled, collection: string): PageRoute | undefined {
  return pageRoutes(site.manifest)
    .filter(({ record }) => site.manifest.record<PageRecord>(record.page)?.entry === collection)
    .sort((a, b) => (a.record.page < b.record.page ? -1 : 1))[0];
}

function placeOf(site: Assembled, { pattern, record }: PageRoute, params: Place['params']): Place {
  const url = readUrl(spelled(fillPattern(pattern, params), site.manifest.head.config.slash));
  return {
    page: record.page,
    url,
    params,
    fetch: fetchesOf(site, record.page, ofRoute(record)),
    status: 200,
  };
}

/** Without parameters, an entry's page is seen with the first of its entries. */
function firstEntry(site: Assembled, page: string, pattern: string): Place['params'] | undefined {
  const collection = site.manifest.record<PageRecord>(page)?.entry;
  const param = slugParam(pattern);
  if (collection === undefined || param === undefined) return undefined;
  const first = site.manifest.keys(`content/${collection}/`).find((key) => !key.includes('#'));
  const entry = first === undefined ? undefined : readEntryPath(first);
  return entry && { [param]: entry.slug };
}

function ofPage(site: Assembled, request: RenderRequest, texts: Texts): Place {
  const { page = '' } = request;
  const error = /^pages\/(404|500)(?:\.html)?\.liquid$/.exec(page)?.[1];
  const route = pageRoutes(site.manifest).find((each) => each.record.page === page);
  if (!route) {
    if (!error && site.manifest.record(page) === undefined)
      throw new ProblemError('not_found', `${page || 'The page'} does not exist`, { path: page });
    const status = Number(error ?? 200);
    return { page, url: readUrl('/'), params: request.params ?? {}, fetch: fetchesOf(site, page), status };
  }
  const names = route.record.params ?? [];
  const sample = sampleParams(texts(PARAMS_FILE), route.pattern, names);
  const made = sample.given ? undefined : firstEntry(site, page, route.pattern);
  return placeOf(site, route, request.params ?? made ?? sample.all[0] ?? {});
}

const ofRoute = (record: RouteRecord): Fetches => ('fetch' in record ? (record.fetch ?? {}) : {});

function readUrl(given: string): URL {
  try {
    return new URL(given, 'https://preview.invalid');
  } catch {
    throw new ProblemError('invalid', `url: ${given} is not an address`, { field: 'url' });
  }
}

/** Data for each fetch: as given, else from its sample file, else none, as when the upstream fails. */
function fetchedFrom(
  page: string,
  names: readonly string[],
  given: Readonly<Record<string, unknown>>,
  texts: Texts,
) {
  const fetched = new Map<string, unknown>();
  const samples = new Map<string, string>();
  const missing: Diagnostic[] = [];
  for (const name of names) {
    const path = samplePaths(page, name).find((each) => texts(each) !== undefined);
    if (Object.hasOwn(given, name)) fetched.set(name, given[name]);
    else if (path === undefined) {
      fetched.set(name, undefined);
      missing.push(noSample(page, name));
    } else {
      fetched.set(name, readSample(texts(path) ?? 'null'));
      samples.set(name, path);
    }
  }
  return { fetched, samples: Object.fromEntries(samples), missing };
}
