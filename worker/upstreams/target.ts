import { Budget } from '../../liquid/run/budget.ts';
import { property } from '../../liquid/run/values/property.ts';
import type { RequestObject } from '../../release/scope.ts';

/** What `{name}` stands for in the target of a fetch; undefined when there is no such value. */
export type Values = (name: string) => string | undefined;

/** What `{name}`, `{query.x}` and `{request.country}` of a fetch stand for. */
export function valuesOf(params: Readonly<Record<string, string>>, request: RequestObject): Values {
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
export interface Target {
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
export function fillJson(json: string, values: Values): string {
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
