import type { Manifest } from '../../release/read-manifest.ts';
import { readSource } from '../../schema/fetch-source.ts';
import type { Fetches } from '../../schema/page.ts';
import { type Slash, spelled } from '../../schema/path/slash.ts';
import { fillPattern, isErrorPage } from '../../schema/route.ts';
import { slashOf } from '../../schema/site.ts';
import { hashOf } from '../../schema/text/hash-of.ts';
import type { Known } from '../../site/addresses/address.ts';
import { type KnownList, picked } from '../../site/addresses/known-list.ts';
import type { SiteFacts } from '../../site/facts.ts';
import { PARAMS_FILE, readSample, sampleParams, samplePaths } from '../../site/files/samples.ts';
import { numberEach, placesInOrder } from '../../site/places-by.ts';
import { needsOf } from '../../site/release/needs.ts';
import { ofKinds } from '../../site/site-facts.ts';
import { Changer, VARIANTS, type Variant } from './hostile.ts';
import { type PageUrl, pageUrl } from './links/page-url.ts';
import { pageRoutes } from './page-routes.ts';
import type { RenderInput } from './render-page.ts';

/** The texts of a site's samples, by path. */
export type Texts = (path: string) => string | undefined;

/** A page at an address, with what its samples say. */
export interface Subject {
  readonly page: string;
  /** Its route: how it is named in reports. */
  readonly route: string;
  readonly status: number;
  readonly pattern: string;
  /** What the site does with the slash at the end. */
  readonly slash: Slash | undefined;
  readonly params: Readonly<Record<string, string>>;
  /** Names of query parameters that its templates read. */
  readonly query: readonly string[];
  /** Request headers and cookies that it reads. */
  readonly headers: readonly string[];
  readonly cookies: readonly string[];
  /** Data by fetch name; undefined where there is no sample. */
  readonly fetched: ReadonlyMap<string, unknown>;
  /** Fetches whose upstream may send HTML. */
  readonly trusted: readonly string[];
  /** In place of samples that are missing: what the templates read of them. */
  readonly invented: ReadonlyMap<string, unknown>;
  /** Whether the author gave all of it; else an error may be due to what we made up. */
  readonly complete: boolean;
  /** Where its address follows from entries or lists: nobody else chooses what is in it. */
  readonly known?: Known;
}

/** One way to render a subject. */
export interface Run {
  readonly variant: Variant | 'as given';
  readonly url: PageUrl;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetched: ReadonlyMap<string, unknown>;
  readonly changer: Changer | undefined;
}

/**
 * Every page of a site at each of its routes, with all sample parameters, and at each address that follows from entries and lists; and the
 * error pages.
 */
export function* subjectsOf(
  manifest: Manifest,
  facts: SiteFacts,
  texts: Texts,
  known: KnownList,
): Generator<Subject> {
  yield* routeSubjects(manifest, facts, texts);
  yield* knownSubjects(byShelf(known), facts, texts);
  yield* errorSubjects(facts, texts);
}

/** The pages whose addresses follow from neither entries nor lists. */
export function* routeSubjects(manifest: Manifest, facts: SiteFacts, texts: Texts): Generator<Subject> {
  for (const { pattern, record } of pageRoutes(manifest)) {
    if (record.known) continue;
    const fetch = { ...facts.get(record.page)?.front?.fetch, ...record.fetch };
    const { given, all } = sampleParams(texts(PARAMS_FILE), pattern, record.params ?? []);
    const fill = subjectOf(record.page, fetch, facts, texts);
    for (const params of all) {
      const subject = { ...fill, route: pattern, pattern, params, status: 200 };
      yield { ...subject, complete: subject.complete && given };
    }
  }
}

export function* errorSubjects(facts: SiteFacts, texts: Texts): Generator<Subject> {
  for (const [page, { front }] of ofKinds(facts, 'page')) {
    if (!isErrorPage(page)) continue;
    const fill = subjectOf(page, front?.fetch ?? {}, facts, texts);
    yield { ...fill, route: page, pattern: '/', params: {}, status: page.includes('404') ? 404 : 500 };
  }
}

/** A page is looked at once for all its addresses. Made one by one: those of 100,000 entries would take as much memory as the entries. */
export function* knownSubjects(known: KnownList, facts: SiteFacts, texts: Texts): Generator<Subject> {
  const likes = new Map<string, Subject>();
  for (const address of known) {
    const { page } = address;
    const like = likes.get(page) ?? likeOf(page, facts, texts);
    likes.set(page, like);
    yield subjectAt(like, address);
  }
}

/** What is the same of the subjects at all known addresses of a page. */
export function likeOf(page: string, facts: SiteFacts, texts: Texts): Subject {
  const front = facts.get(page)?.front;
  const subject = subjectOf(page, front?.fetch ?? {}, facts, texts);
  return { ...subject, route: page, pattern: front?.route ?? page, params: {}, status: 200 };
}

/** What is looked at where an address shows another thing on the page of a subject. Its pattern is that subject's, which no known address needs. */
export const subjectAt = (like: Subject, known: Known): Subject => ({
  ...like,
  route: known.path,
  params: known.params,
  known,
});

/** Where a known address is. */
export const urlAt = ({ path }: Known, slash: Slash | undefined): PageUrl => pageUrl(spelled(path, slash));

/** Known addresses from which on the order matters in which they are rendered. */
export const MANY = 1_000;

/** Of a site with at least so many known addresses, what was seen is taken in buckets of so many: see Carrying. */
export interface Large {
  readonly from: number;
  readonly bucket: number;
}

export const LARGE: Large = { from: MANY, bucket: 1_024 };

/**
 * Many entries in the order of shelves, of which there are any power of two: entries whose hashes have equal last bits are on one shelf, and
 * come one after the other. Not all shelves fit into memory, and each is made of texts that are read one by one.
 */
export const byShelf = (known: KnownList): KnownList => (known.length < MANY ? known : sortedByShelf(known));

export function sortedByShelf(known: KnownList): KnownList {
  const keys = numberEach(known.length, known, ({ entry = '' }) => byBits(hashOf(entry)));
  return picked(known, placesInOrder(keys));
}

/** The bits of a number of 32, the last one first. */
export function byBits(bits: number): number {
  let out = 0;
  for (let at = 0; at < 32; at++) out = (out << 1) | ((bits >>> at) & 1);
  return out >>> 0;
}

const urlOf = ({ pattern, slash, known }: Subject, params: Subject['params']): PageUrl =>
  pageUrl(spelled(known?.path ?? fillPattern(pattern, params), slash));

/** As given, and where it depends on anything from outside, in all variants. */
export function* runsOf(subject: Subject): Generator<Run> {
  const { params, fetched, query, headers, cookies } = subject;
  let url: PageUrl | undefined;
  yield {
    variant: 'as given',
    // Of a page that is as it was nobody asks for it.
    get url() {
      url ??= urlOf(subject, params);
      return url;
    },
    params,
    headers: {},
    fetched,
    changer: undefined,
  };
  const chosen = subject.known ? 0 : Object.keys(params).length;
  const outside = fetched.size + chosen + query.length + headers.length + cookies.length;
  if (outside > 0) for (const variant of VARIANTS) yield changed(subject, variant);
}

function changed(subject: Subject, variant: Variant): Run {
  const { fetched, invented, query } = subject;
  const changer = new Changer(variant);
  const texts = Object.entries(subject.params).map(([name, value]) => [
    name,
    subject.known ? value : changer.text(value, `page.params.${name}`),
  ]);
  const params = Object.fromEntries(texts) as Record<string, string>; // pairs of strings
  const url = new URL(urlOf(subject, params).href);
  for (const name of query) url.searchParams.set(name, changer.text('1', `request.query.${name}`));
  const data = [...fetched].map(
    ([name, value]) => [name, changer.change(value ?? invented.get(name), name)] as const,
  );
  return { variant, url, params, headers: headersOf(subject, changer), fetched: new Map(data), changer };
}

/** No header holds a line break. */
const inHeader = (text: string) => text.replace(/[\r\n]/g, ' ');

/** What a visitor's own request may bring. */
function headersOf({ headers, cookies }: Subject, changer: Changer): Record<string, string> {
  const sent = headers.map((name) => [name, inHeader(changer.text('en', `request.headers.${name}`))]);
  const cookie = cookies
    .map((name) => `${name}=${inHeader(changer.text('1', `request.cookies.${name}`)).replaceAll(';', ' ')}`)
    .join('; ');
  return Object.fromEntries(cookie ? [...sent, ['cookie', cookie]] : sent);
}

function subjectOf(page: string, asked: Fetches, facts: SiteFacts, texts: Texts) {
  const fetches = Object.keys(asked);
  const upstreams = new Map(Object.entries(facts.get('site.yaml')?.config?.upstreams ?? {}));
  const reads = [page, ...needsOf(page, facts)].flatMap((path) => facts.get(path)?.refs?.globals ?? []);
  const fetched = new Map(fetches.map((name) => [name, sampleOf(page, name, texts)] as const));
  const unsampled = fetches.filter((name) => fetched.get(name) === undefined);
  const query = reads.flatMap(([a, b, name]) => (a === 'request' && b === 'query' && name ? [name] : []));
  const listed = facts.get(page)?.front?.request;
  const language = reads.some(([a, b]) => a === 'request' && b === 'language');
  return {
    page,
    slash: slashOf(facts.get('site.yaml')?.config ?? {}),
    fetched,
    invented: new Map(unsampled.map((name) => [name, shapeOf(reads, name)] as const)),
    query: [...new Set(query)],
    headers: [...(listed?.headers ?? []), ...(language ? ['accept-language'] : [])],
    cookies: listed?.cookies ?? [],
    trusted: Object.entries(asked).flatMap(([name, entry]) =>
      upstreams.get(readSource(entry).upstream)?.trusted ? [name] : [],
    ),
    complete: unsampled.length === 0,
  };
}

function sampleOf(page: string, name: string, texts: Texts): unknown {
  for (const path of samplePaths(page, name)) {
    const text = texts(path);
    if (text !== undefined) return readSample(text);
  }
  return undefined;
}

/** Something that has all members which templates read of a variable, each of them text. */
function shapeOf(reads: readonly (readonly string[])[], name: string): unknown {
  const members = reads.filter((read) => read[0] === name && read.length > 1).map((read) => read.slice(1));
  if (members.length === 0) return 'text';
  const keys = [...new Set(members.map(([key = '']) => key))];
  return Object.fromEntries(keys.map((key) => [key, shapeOf(members, key)]));
}

/** Every run of every subject. */
export function* allRuns(subjects: Iterable<Subject>): Generator<readonly [Subject, Run]> {
  for (const subject of subjects) for (const run of runsOf(subject)) yield [subject, run];
}

/** Whether nothing from outside is in the page: it is rendered as given, and in no other way. */
export const isAlone = ({ fetched, query, headers, cookies }: Subject): boolean =>
  fetched.size + query.length + headers.length + cookies.length === 0;

/** What a subject's page is rendered with in a run. */
export const inputOf = (
  { page, status, known }: Subject,
  { url, params, headers, fetched }: Run,
  now: number,
): RenderInput => ({ page, url, params, status, headers, fetched, shown: known, now: () => now });
