import { decodePart } from './path/decode-part.ts';
import { encodePart } from './path/encode-part.ts';
import { isName } from './text/json-fault.ts';

/**
 * Routes as text. A pattern is what authors write (`/posts/{slug}`, `/docs/{...path}`); its key is the same with the
 * names taken out (`/posts/{}`, `/docs/{...}`) and every literal part in canonical encoding. Keys are ASCII without
 * spaces, so a sorted list of them is a trie that needs no building: see site/routes/match.
 */
export interface Route {
  readonly key: string;
  /** Parameter names, in the order of their places in the key. */
  readonly params: readonly string[];
}

/** First parts of addresses that no page may have. Below /assets/ one address may be a page's, a form of many may not. */
const SYSTEM = new Set(['assets', '_preview']);
const NAME = /^[a-z_][a-z0-9_]*$/i;

/** Reads a pattern; throws an Error whose message says what is wrong with it. */
export function parseRoute(pattern: string): Route {
  if (!pattern.startsWith('/')) throw new Error(`a route begins with "/": ${pattern}`);
  const params: string[] = [];
  const parts = pattern.split('/').slice(1);
  if (parts.at(-1) === '' && parts.length > 1) parts.pop();
  const keys = parts.map((part, at) => partKey(part, at === parts.length - 1, params, pattern));
  const first = keys[0] ?? '';
  if (keys.length > 1 && SYSTEM.has(first) && (first !== 'assets' || params.length > 0))
    throw new Error(`addresses below /${first}/ are the system's: ${pattern}`);
  return { key: `/${keys.join('/')}`, params };
}

function partKey(part: string, last: boolean, params: string[], pattern: string): string {
  const open = part.indexOf('{');
  if (open < 0 && !part.includes('}')) return literal(part, pattern);
  const close = part.indexOf('}');
  if (open !== 0 || close < 0)
    throw new Error(`a parameter stands at the start of its part, as in /{name} or /{name}.xml: ${pattern}`);
  const rest = part.startsWith('{...');
  const name = part.slice(rest ? 4 : 1, close);
  if (!NAME.test(name))
    throw new Error(`"${name}" is not a parameter name (letters, digits and _): ${pattern}`);
  if (!isName(name)) throw new Error(`"${name}" is not a parameter name, use another: ${pattern}`);
  if (params.includes(name)) throw new Error(`the parameter ${name} stands twice in ${pattern}`);
  params.push(name);
  const ending = part.slice(close + 1);
  if (rest) {
    if (!last || ending !== '')
      throw new Error(`{...${name}} takes the rest of the path, so it stands last: ${pattern}`);
    return '{...}';
  }
  if (ending !== '' && !/^\.[a-z0-9.]+$/i.test(ending))
    throw new Error(`after {${name}} only an ending such as .xml may follow: ${pattern}`);
  return `{}${ending}`;
}

/** A literal part; refused when no request's path could ever have it. */
function literal(part: string, pattern: string): string {
  if (!isName(part)) throw new Error(`a route has no part called ${part}: ${pattern}`);
  if (/[?#]/.test(part)) throw new Error(`a route is a path, without a query or fragment: ${pattern}`);
  // An escape means what it stands for; a percent sign that is none means itself.
  const decoded = decodePart(part.replace(/%(?![0-9a-f]{2})/gi, '%25'));
  if (decoded === undefined)
    throw new Error(
      `a part of a route holds no slash, backslash or control character, also not as an escape, and its escapes are UTF-8: ${pattern}`,
    );
  if (decoded === '.' || decoded === '..' || (decoded === '' && pattern !== '/'))
    throw new Error(`a route has no empty, "." or ".." parts: ${pattern}`);
  return encodePart(decoded);
}

/**
 * The route pattern of a page file: `pages/posts/[slug].liquid` -> `/posts/{slug}`, `pages/guide.md` -> `/guide`; undefined
 * for error pages.
 */
export function routeOfPage(path: string): string | undefined {
  const inner = path.slice('pages/'.length).replace(/\.(?:liquid|md)$/, '');
  if (isErrorPage(path)) return undefined;
  const parts = inner.split('/').map((part) => part.replace(/\[(\.\.\.)?([^\]]*)\]/g, '{$1$2}'));
  if (parts.at(-1) === 'index') parts.pop();
  return `/${parts.join('/')}`;
}

/** `pages/404.liquid` and `pages/500.liquid` (and their `.html.liquid` forms) answer errors, not a route. */
export function isErrorPage(path: string): boolean {
  return /^pages\/(404|500)(\.html)?\.liquid$/.test(path);
}

/**
 * The canonical form of a request's path: parts decoded and encoded again, no empty parts, no trailing slash.
 * Undefined when a part does not decode or holds an encoded slash or control character.
 */
export function canonicalPath(pathname: string): string | undefined {
  if (pathname === '/' || /^(?:\/[\w.~-]+)+$/.test(pathname)) return pathname;
  const parts: string[] = [];
  for (const part of pathname.split('/')) {
    if (part === '') continue;
    const decoded = decodePart(part);
    if (decoded === undefined) return undefined;
    parts.push(encodePart(decoded));
  }
  return `/${parts.join('/')}`;
}

/**
 * A pattern's target with its parameters filled in: `/posts/{slug}` + {slug: 'a b'} -> `/posts/a%20b`. A value stays in
 * its part of the path, or in its pair of the query.
 */
export function fillPattern(pattern: string, params: Readonly<Record<string, string>>): string {
  const query = pattern.search(/[?#]/);
  return pattern.replace(PLACE, (_, rest: string | undefined, name: string, at: number) => {
    const value = Object.hasOwn(params, name) ? (params[name] ?? '') : '';
    const encode = query >= 0 && at > query ? encodeURIComponent : encodePart;
    return rest ? value.split('/').map(encode).join('/') : encode(value);
  });
}

/** The names of the parameters that a target asks for. */
export function placesOf(target: string): string[] {
  return Array.from(target.matchAll(PLACE), ([, , name = '']) => name);
}

const PLACE = /\{(\.\.\.)?(\w+)\}/g;
