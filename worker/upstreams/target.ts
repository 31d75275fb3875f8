import { Budget } from '../../liquid/run/budget.ts';
import { property } from '../../liquid/run/values/member.ts';
import { refuse } from '../../release/refusal.ts';
import type { RequestObject } from '../../release/request-object.ts';
import { readSource } from '../../schema/fetch-source.ts';
import { LIMITS } from '../../schema/limits.ts';
import type { FetchEntry } from '../../schema/page.ts';
import type { Upstream } from '../../schema/site.ts';
import type { PageSpec } from '../request-context.ts';
import type { CacheLifetime } from './edge-cache.ts';
import type { JsonRequest } from './fetch-json.ts';

/** One fetch of a page, with all values filled in. */
export interface Call {
  readonly request: JsonRequest;
  /** Under which a GET's answer is kept. */
  readonly key: string;
  readonly lifetime: CacheLifetime;
  /** Why it can't be sent at all. */
  readonly problem?: string;
}

/** Default seconds to wait for an upstream. */
const TIMEOUT = 5;

/**
 * The fetches of a page by name, ready to be sent; `request` is the visitor's. Refuses the page when a value can't be put into its
 * place in a URL: then nothing is sent, and the page does not exist.
 */
export function callsOf(
  fetches: Readonly<Record<string, FetchEntry>>,
  params: PageSpec['params'],
  request: RequestObject,
  upstreams: Readonly<Record<string, Upstream>>,
  secrets: Readonly<Record<string, string>>,
): (readonly [name: string, call: Call])[] {
  const values = valuesOf(params, request);
  return Object.entries(fetches).map(([name, entry]) => [name, callOf(entry, values, upstreams, secrets)]);
}

function callOf(
  entry: FetchEntry,
  values: Values,
  upstreams: Readonly<Record<string, Upstream>>,
  secrets: Readonly<Record<string, string>>,
): Call {
  const { method = 'GET', body, json, ...own }: FetchOptions = typeof entry === 'string' ? {} : entry;
  const { upstream: name, target: pattern } = readSource(entry);
  const upstream = Object.hasOwn(upstreams, name) ? upstreams[name] : undefined;
  if (!upstream) throw new Error(`the release has no upstream ${name}`);
  const target = fillTarget(pattern, values);
  const url = target && targetUrl(upstream.url, target);
  if (!url) refuse(404, 'a value of the URL can not stand in the URL of an upstream');
  const { headers, problem } = fillSecrets(upstream.headers ?? {}, secrets);
  return {
    request: {
      url,
      method,
      headers,
      timeout: upstream.timeout ?? TIMEOUT,
      limit: LIMITS.upstreamBytes,
      ...(body !== undefined && {
        body: json === undefined ? JSON.stringify(fillBody(body, values)) : fillJson(json, values),
      }),
    },
    key: `upstream:${url}:${JSON.stringify(upstream.headers ?? {})}`,
    lifetime:
      method === 'GET'
        ? { fresh: own.cache ?? upstream.cache ?? 0, stale: own.stale ?? upstream.stale ?? 0 }
        : { fresh: 0, stale: 0 },
    ...(problem && { problem }),
  };
}

type FetchOptions = Partial<Exclude<FetchEntry, string>>;

/** An upstream's headers with its `${NAME}`s filled in; a problem when one is not a secret that the operator listed. */
function fillSecrets(headers: Readonly<Record<string, string>>, secrets: Readonly<Record<string, string>>) {
  let problem: string | undefined;
  const filled = Object.entries(headers).map(([name, value]) => [
    name,
    value.replace(/\$\{(\w+)\}/g, (_, secret: string) => {
      if (Object.hasOwn(secrets, secret)) return secrets[secret] ?? '';
      problem = `its header ${name} wants \${${secret}}, which is not set or not in UPSTREAM_SECRETS`;
      return '';
    }),
  ]);
  return { headers: Object.fromEntries(filled) as Record<string, string>, problem }; // pairs of strings, made above
}

/** What `{name}` stands for in the target of a fetch; undefined when there is no such value. */
type Values = (name: string) => string | undefined;

/** What `{name}`, `{query.x}` and `{request.country}` of a fetch stand for. */
function valuesOf(params: Readonly<Record<string, string>>, request: RequestObject): Values {
  const budget = new Budget();
  return (name) => {
    if (!name.includes('.')) return Object.hasOwn(params, name) ? params[name] : undefined;
    const [first, ...keys] = name.split('.');
    const path = first === 'request' ? keys : [first ?? '', ...keys];
    let value: unknown = request;
    for (const key of path) value = property(value, key, budget);
    return typeof value === 'string' ? value : undefined;
  };
}

/** A path and query to add to an upstream's URL. */
interface Target {
  readonly path: string;
  /** With its `?`, or empty. */
  readonly query: string;
}

/** Characters of a filled target: what HTTP servers commonly take. */
const LONGEST = 4_000;

/**
 * Fills the values into a target such as `/posts/{slug}?tag={query.tag}`. A value stays inside its part of the path
 * or its pair of the query: what would be an empty, `.` or `..` part, or hold a slash, a backslash or a control
 * character, makes the result undefined, and then nothing is sent. A query pair whose one value is not there is left
 * out; `{...rest}` is filled part by part, and an empty rest leaves its part out.
 */
export function fillTarget(pattern: string, values: Values): Target | undefined {
  const mark = pattern.indexOf('?');
  const path = fillPath(mark < 0 ? pattern : pattern.slice(0, mark), values);
  if (path === undefined) return undefined;
  const query = mark < 0 ? '' : fillQuery(pattern.slice(mark + 1), values);
  return path.length + query.length > LONGEST ? undefined : { path, query };
}

/** Adds a target to an upstream's URL. Undefined when the result left its origin or its path, which no value can do. */
export function targetUrl(base: string, { path, query }: Target): URL | undefined {
  const root = new URL(base);
  const folder = root.pathname.replace(/\/$/, '');
  const url = new URL(`${root.origin}${folder}${path}${query}`);
  return url.origin === root.origin && url.pathname.startsWith(`${folder}/`) ? url : undefined;
}

/** Fills the values into the strings of a body that is sent as JSON, where they can change nothing but their string. */
export function fillBody(body: unknown, values: Values): unknown {
  if (typeof body === 'string') return body.replace(PLACE, (_, name: string) => values(name) ?? '');
  if (Array.isArray(body)) return body.map((item) => fillBody(item, values));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, fillBody(value, values)]));
}

/** As `fillBody`, for a body that is JSON text since JSON.parse would change its numbers. */
function fillJson(json: string, values: Values): string {
  return json.replace(/"(?:[^"\\]|\\.)*"(\s*:)?/g, (text: string, colon?: string) =>
    colon === undefined ? JSON.stringify(fillBody(JSON.parse(text), values)) : text,
  );
}

const PLACE = /\{([\w.-]+)\}/g;

function fillPath(path: string, values: Values): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/').slice(1)) {
    const filled = part.includes('{') ? fillPart(part, values) : part;
    if (filled === undefined) return undefined;
    if (filled !== '' || part === '') parts.push(filled);
  }
  return `/${parts.join('/')}`;
}

function fillPart(part: string, values: Values): string | undefined {
  const rest = /^\{\.\.\.([\w.-]+)\}$/.exec(part)?.[1];
  if (rest !== undefined) return fillRest(values(rest));
  let absent = false;
  const plain = part.replace(PLACE, (_, name: string) => {
    const value = values(name);
    absent ||= value === undefined || value === '';
    return value ?? '';
  });
  if (absent || !isPart(plain)) return undefined;
  return part.replace(PLACE, (_, name: string) => encodeURIComponent(values(name) ?? ''));
}

function fillRest(value: string | undefined): string | undefined {
  if (!value) return '';
  const parts = value.split('/');
  return parts.every(isPart) ? parts.map(encodeURIComponent).join('/') : undefined;
}

/** Whether a decoded text is one part of a path to every server, also to one that decodes it twice. */
function isPart(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !/[/\\\u0000-\u001f\u007f]|%2f|%5c|%2e/i.test(text);
}

function fillQuery(query: string, values: Values): string {
  const pairs = query.split('&').flatMap((pair) => {
    const only = /^[^={]+=\{([\w.-]+)\}$/.exec(pair)?.[1];
    if (only !== undefined && values(only) === undefined) return [];
    return [pair.replace(PLACE, (_, name: string) => encodeURIComponent(values(name) ?? ''))];
  });
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
