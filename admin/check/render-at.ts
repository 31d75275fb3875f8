import { readExact } from '../../liquid/run/values/exact.ts';
import { matchAddress } from '../../release/content/addresses.ts';
import { readsOf } from '../../release/reads-of.ts';
import { assetUrl } from '../../release/render.ts';
import { ProblemError } from '../../schema/api/problem.ts';
import type { RenderCall, RenderResponse } from '../../schema/api/render.ts';
import { addressKey, type Shown } from '../../schema/content/addresses.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import type { PageRecord, RouteRecord } from '../../schema/manifest.ts';
import type { Fetches } from '../../schema/page.ts';
import { spelled } from '../../schema/path/slash.ts';
import { canonicalPath, fillPattern } from '../../schema/route.ts';
import { utf8Length } from '../../schema/text/utf8.ts';
import { type EntryPath, readEntryPath } from '../../site/content/entry-path.ts';
import { EntryUrls } from '../../site/content/entry-urls.ts';
import type { SiteFacts } from '../../site/facts.ts';
import { PARAMS_FILE, readSample, sampleParams, samplePaths } from '../../site/files/samples.ts';
import { versioned } from '../../site/uses/versioned.ts';
import type { Assembled } from './assembled.ts';
import { noSample } from './no-sample.ts';
import { type PageRoute, pageRoutes } from './page-routes.ts';
import { fetchesOf, type RenderInput, type RenderOutcome, statusOf, tryRender } from './render-page.ts';

/** Where a page is seen: its file, the address and its parameters. */
interface Place {
  readonly page: string;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly shown?: Shown | undefined;
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

/** What is known of a site's files: asked for where a file is to be rendered, and no address. */
type Known = () => SiteFacts;

/** Finds what to render. In place of upstreams' answers it takes the given data, else samples. */
export async function resolveRender(
  site: Assembled,
  request: RenderCall,
  texts: Texts,
  known: Known,
): Promise<ResolvedRender | Redirect> {
  const place =
    request.url === undefined
      ? await ofFile(site, request, { texts, facts: known() })
      : await ofUrl(site, request.url);
  if ('redirect' in place) return place;
  const { page, url, params, shown, fetch, status } = place;
  const { fetched, samples, missing } = fetchedFrom(page, Object.keys(fetch), dataOf(request), texts);
  return {
    input: { page, url, params, shown, status, fetched, now: Date.now, profile: true },
    samples,
    missing,
  };
}

/** What the caller gave in place of upstreams' answers. */
function dataOf({ data = {}, exact }: RenderCall): Readonly<Record<string, unknown>> {
  return exact === undefined ? data : Object(readExact(exact));
}

/** Renders what an address shows. */
export async function renderAt(
  site: Assembled,
  request: RenderCall,
  texts: Texts,
  known: Known,
): Promise<RenderResponse> {
  const resolved = await resolveRender(site, request, texts, known);
  if ('redirect' in resolved) return { ...EMPTY, status: resolved.status, location: resolved.redirect };
  const { input, samples, missing } = resolved;
  const { page, url, params, status } = input;
  const isGone = status === 404 && site.manifest.record(page) === undefined;
  const outcome = isGone ? NOT_FOUND : await tryRender(site, input);
  const where = { page, url: url.pathname + url.search, params, samples };
  if ('notFound' in outcome) return { ...EMPTY, ...where, status: 404, diagnostics: missing };
  if ('failed' in outcome)
    return { ...EMPTY, ...where, status: 500, diagnostics: [outcome.failed, ...missing] };
  const { rendered, record, lines } = outcome;
  const isVersioned = request.versions && record.type.startsWith('text/html');
  return {
    ...where,
    status: statusOf(record, status),
    type: record.type,
    body: isVersioned ? versioned(rendered.body, (name) => assetUrl(site.manifest, name)) : rendered.body,
    diagnostics: missing,
    reads: readsOf(rendered.flags),
    operations: rendered.operations,
    bytes: utf8Length(rendered.body),
    lines,
  };
}

interface Redirect {
  readonly redirect: string;
  readonly status: number;
}

const NOT_FOUND: RenderOutcome = { notFound: true };

const EMPTY = { body: null, diagnostics: [] } as const;

async function ofUrl(site: Assembled, given: string): Promise<Place | Redirect> {
  const url = readUrl(given);
  const path = canonicalPath(url.pathname);
  const match = path === undefined ? undefined : await matchAddress(site.working(), path);
  if (!match) return { page: 'pages/404.liquid', url, params: {}, fetch: {}, status: 404 };
  const { route, params, shown } = match;
  if ('redirect' in route) return { redirect: fillPattern(route.redirect, params), status: route.status };
  if (!('page' in route))
    throw new ProblemError(
      'invalid',
      'file' in route
        ? `${given} is ${route.file}; there is no page to render`
        : `${given} is passed through to an upstream; there is no page to render`,
    );
  if (path !== undefined) url.pathname = spelled(path, site.manifest.head.config.slash);
  const fetch = fetchesOf(site, route.page, route.fetch);
  return { page: route.page, url, params, shown, fetch, status: 200 };
}

interface Files {
  readonly texts: Texts;
  readonly facts: SiteFacts;
}

/** A page's file, or an entry's, which is seen on its own page. */
function ofFile(site: Assembled, request: RenderCall, files: Files): Promise<Place> | Place {
  const entry = readEntryPath(request.page ?? '');
  return entry ? ofEntry(site, request, entry, files) : ofPage(site, request, files);
}

async function ofEntry(
  site: Assembled,
  { page: path = '' }: RenderCall,
  { collection }: EntryPath,
  { facts }: Files,
): Promise<Place> {
  const entry = facts.get(path)?.entry;
  if (!entry) throw new ProblemError('not_found', `${path} does not exist`, { path });
  const url = new EntryUrls(facts).of(entry);
  const place = url === undefined ? undefined : await ofUrl(site, url);
  if (place && 'page' in place) return place;
  throw new ProblemError(
    'not_found',
    `${path} has no page of its own: no page says entry: ${collection} and has [slug] in its address. Make pages/${collection}/[slug].liquid with entry: ${collection} in its front matter.`,
    { path },
  );
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

/** Without parameters, a page of known addresses is seen at the first of them: of entries, in the order of their paths. */
async function firstKnown(site: Assembled, page: string, facts: SiteFacts): Promise<Place | undefined> {
  const collection = site.manifest.record<PageRecord>(page)?.entry;
  const entry = collection === undefined ? undefined : new EntryUrls(facts).first(collection);
  const first = entry ?? (await firstAddress(site, page));
  const place = first === undefined ? undefined : await ofUrl(site, first);
  return place && 'page' in place ? place : undefined;
}

async function firstAddress(site: Assembled, page: string): Promise<string | undefined> {
  const working = site.working();
  const keys = Array.from({ length: site.manifest.head.tables ?? 0 }, (_, at) => addressKey(at));
  await working.loadKeys(keys);
  const paths = keys.flatMap((key) => Object.keys(working.data(key) ?? {})).sort();
  for (const path of paths) {
    const match = await matchAddress(working, path);
    if (match && 'page' in match.route && match.route.page === page) return path;
  }
  return undefined;
}

async function ofPage(site: Assembled, request: RenderCall, { texts, facts }: Files): Promise<Place> {
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
  const known = route.record.known && !request.params && !sample.given;
  const first = known ? await firstKnown(site, page, facts) : undefined;
  return first ?? placeOf(site, route, request.params ?? sample.all[0] ?? {});
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
