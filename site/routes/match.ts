import type { Shown } from '../../schema/content/addresses.ts';
import type { RouteRecord } from '../../schema/manifest.ts';
import { decodePart } from '../../schema/path/decode-part.ts';

/** Routes by key (see schema/route), in a sorted list of keys. */
export interface RouteIndex {
  record<T>(key: string): T | undefined;
  /** Whether some key begins with `prefix`. */
  hasPrefix(prefix: string): boolean;
}

export interface Match {
  readonly route: RouteRecord;
  /** Decoded values by parameter name; a rest parameter keeps its slashes. */
  readonly params: Readonly<Record<string, string>>;
  /** Of an address that follows from an entry or a list. */
  readonly shown?: Shown;
}

/**
 * What is at a canonical path. The index's sorted keys are walked as the trie that they are: at each part the
 * literal comes before `{}.ending`, that before `{}`, and the rest (`{...}`) last, so the most specific route wins
 * whatever the order of uploads.
 */
export function matchRoute(routes: RouteIndex, path: string): Match | undefined {
  const exact = routes.record<RouteRecord>(path);
  if (exact) return { route: exact, params: {} };
  return walk(routes, path === '/' ? [] : path.slice(1).split('/'), 0, '', []);
}

function walk(
  routes: RouteIndex,
  parts: readonly string[],
  at: number,
  prefix: string,
  values: readonly string[],
): Match | undefined {
  const part = parts[at];
  if (part === undefined)
    return found(routes, prefix || '/', values) ?? rest(routes, parts, at, prefix, values);
  for (const [key, value] of candidates(part)) {
    const next = `${prefix}/${key}`;
    const leads = at === parts.length - 1 ? routes.hasPrefix(next) : routes.hasPrefix(`${next}/`);
    const match =
      leads && walk(routes, parts, at + 1, next, value === undefined ? values : [...values, value]);
    if (match) return match;
  }
  return rest(routes, parts, at, prefix, values);
}

/** The keys that a part of the path can stand for, most specific first, each with the parameter's value. */
function* candidates(part: string): Generator<readonly [key: string, value?: string]> {
  yield [part];
  for (let dot = part.indexOf('.', 1); dot > 0; dot = part.indexOf('.', dot + 1)) {
    yield [`{}${part.slice(dot)}`, part.slice(0, dot)];
  }
  yield ['{}', part];
}

function rest(
  routes: RouteIndex,
  parts: readonly string[],
  at: number,
  prefix: string,
  values: readonly string[],
): Match | undefined {
  return found(routes, `${prefix}/{...}`, [...values, parts.slice(at).join('/')]);
}

function found(routes: RouteIndex, key: string, values: readonly string[]): Match | undefined {
  const route = routes.record<RouteRecord>(key);
  if (!route) return undefined;
  const params = route.params?.map((name, at) => [name, decoded(values[at] ?? '')]) ?? [];
  return { route, params: Object.fromEntries(params) };
}

function decoded(value: string): string {
  return value
    .split('/')
    .map((part) => decodePart(part) ?? part)
    .join('/');
}
