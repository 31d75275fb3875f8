import type { Manifest } from '../../release/read-manifest.ts';
import type { Rendered } from '../../release/render.ts';
import { lastResort } from '../../release/response/fallback-page.ts';
import { siteFields } from '../../release/response/other-headers.ts';
import { pageHeaders } from '../../release/response/page-headers.ts';
import { redirectHeaders } from '../../release/response/redirect-headers.ts';
import { send } from '../../release/response/send-page.ts';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import type { FullPageRecord, Head, RouteRecord } from '../../schema/manifest.ts';
import { messageOf } from '../../schema/message-of.ts';
import { fillPattern } from '../../schema/route.ts';
import { finding } from '../../site/check/finding.ts';
import { keyPlace } from '../../site/files/key-place.ts';
import { HOST, type PageUrl } from './links/page-url.ts';
import { patternOf } from './page-routes.ts';
import { statusOf } from './render-page.ts';
import type { Texts } from './runs.ts';

/** The code of findings that even `force` does not publish: visitors would get an error in place of the page. */
export const RESPONSE = 'response';

/** A page as it was rendered for an address. */
export interface Made {
  readonly page: string;
  readonly url: PageUrl;
  readonly status: number;
  readonly record: FullPageRecord;
  readonly rendered: Pick<Rendered, 'body' | 'flags'>;
}

/** Reports why the site Worker could not send a page: builds the responses as it does, for each way to request the page. */
export function pageFindings(manifest: Manifest, made: Made, texts: Texts): Diagnostic[] {
  const { page, url, record, rendered } = made;
  const status = statusOf(record, made.status);
  const headers = pageHeaders(manifest, record, rendered.flags, url.pathname);
  if (LAST_SENT.get(headers) === status) return [];
  const sent = sentOf(manifest);
  const kind = JSON.stringify([status, headers]);
  if (sent.has(kind)) return [];
  const message = thrown(() => {
    const whole = { status, body: rendered.body, bytes: 0, etag: '"gate"', headers };
    for (const method of ['GET', 'HEAD']) send(new Request(url.href, { method }), whole);
  });
  if (message === undefined) {
    if (sent.size < SENDS) sent.add(kind);
    LAST_SENT.set(headers, status);
    return [];
  }
  const name = badHeader(headers);
  if (name === undefined)
    return [at(page, ['status'], texts, `${url.pathname} cannot be sent with status ${status}: ${message}`)];
  const own = keyOf(record.headers, name);
  const said = `${url.pathname} cannot be sent with the header ${name}: ${message}`;
  return own === undefined
    ? [at('site.yaml', siteKeys(manifest, name), texts, said)]
    : [at(page, ['headers', own], texts, said)];
}

/** Reports why it could not send the plain error pages, or the redirects; undefined where others may have their turn. */
export function* siteFindings(manifest: Manifest, texts: Texts): Generator<Diagnostic | undefined> {
  const { headers: fixed, ...page } = lastResort(404, 'gate');
  const headers = siteFields(manifest, '/', { fixed });
  const message = thrown(() => send(new Request(HOST), { ...page, headers }));
  if (message !== undefined) {
    const name = badHeader(headers) ?? '';
    const said = `no response of the site can be sent with the header ${name}: ${message}`;
    yield at('site.yaml', siteKeys(manifest, name), texts, said);
  }
  for (const [number, key] of manifest.keys('/').entries()) {
    yield* redirectFindings(manifest, key, texts);
    if (number % REDIRECTS === REDIRECTS - 1) yield undefined;
  }
}

/** Redirects that are looked at between two turns of others. */
const REDIRECTS = 500;

function redirectFindings(manifest: Manifest, key: string, texts: Texts): Diagnostic[] {
  const record = manifest.record<RouteRecord>(key);
  if (!record || !('redirect' in record)) return [];
  const params = Object.fromEntries((record.params ?? []).map((name) => [name, name]));
  const message = thrown(() => {
    const headers = redirectHeaders(manifest, key, fillPattern(record.redirect, params));
    return new Response(null, { status: record.status, headers });
  });
  if (message === undefined) return [];
  const pattern = patternOf(key, record.params ?? []);
  return [
    at('site.yaml', ['redirects', pattern], texts, `the redirect of ${pattern} cannot be sent: ${message}`),
  ];
}

/** So many of them are kept of one release. */
const SENDS = 1_000;

/** Statuses and headers with which a page of a release can be sent, whatever its body is: thousands of pages have the same. */
const SENT = new WeakMap<Manifest, Set<string>>();

/** The status with which headers were last sent: most pages have the very same. */
const LAST_SENT = new WeakMap<object, number>();

function sentOf(manifest: Manifest): Set<string> {
  const known = SENT.get(manifest) ?? new Set();
  SENT.set(manifest, known);
  return known;
}

/** What `work` throws, in words. */
function thrown(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** The field that `Headers` does not take. */
function badHeader(fields: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(fields).find(([name, value]) => thrown(() => new Headers([[name, value]])))?.[0];
}

/** The name as it is written of a header that is known by its lower-case name. */
const keyOf = (headers: object | undefined, name: string) =>
  Object.keys(headers ?? {}).find((key) => key.toLowerCase() === name);

/** Where site.yaml says the header. */
function siteKeys({ head }: Manifest, name: string): string[] {
  const { headers, csp }: Head['config'] = head.config;
  const key = keyOf(headers, name);
  if (key !== undefined) return ['headers', key];
  return csp !== undefined && name === 'content-security-policy' ? ['csp'] : ['headers'];
}

function at(path: string, keys: readonly string[], texts: Texts, message: string): Diagnostic {
  const help = `Correct ${keys.join('.')} in ${path}: visitors would get an error in place of the page.`;
  return { ...finding(path, RESPONSE, message, help), ...keyPlace(path, texts(path) ?? '', keys) };
}
