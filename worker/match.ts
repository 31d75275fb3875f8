import type { RouteRecord } from '../schema/manifest.ts';
import { decodePart } from '../schema/route.ts';
import type { Manifest } from './manifest.ts';

export interface Match {
  readonly route: RouteRecord;
  /** Decoded values by parameter name; a rest parameter keeps its slashes. */
  readonly params: Readonly<Record<string, string>>;
}

/**
 * What answers a canonical path. The manifest's sorted keys are walked as the trie that they are: at each part the
 * literal comes before `{}.ending`, that before `{}`, and the rest (`{...}`) last, so the most specific route wins
 * whatever the order of uploads.
 */
export function matchRoute(manifest: Manifest, path: string): Match | undefined {
  const exact = manifest.record<RouteRecord>(path);
  if (exact) return { route: exact, params: {} };
  return walk(manifest, path === '/' ? [] : path.slice(1).split('/'), 0, '', []);
}

function walk(
  manifest: Manifest,
  parts: readonly string[],
  at: number,
  prefix: string,
  values: readonly string[],
): Match | undefined {
  const part = parts[at];
  if (part === undefined)
    return found(manifest, prefix || '/', values) ?? rest(manifest, parts, at, prefix, values);
  for (const [key, value] of candidates(part)) {
    const next = `${prefix}/${key}`;
    const leads = at === parts.length - 1 ? manifest.hasPrefix(next) : manifest.hasPrefix(`${next}/`);
    const match =
      leads && walk(manifest, parts, at + 1, next, value === undefined ? values : [...values, value]);
    if (match) return match;
  }
  return rest(manifest, parts, at, prefix, values);
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
  manifest: Manifest,
  parts: readonly string[],
  at: number,
  prefix: string,
  values: readonly string[],
): Match | undefined {
  return found(manifest, `${prefix}/{...}`, [...values, parts.slice(at).join('/')]);
}

function found(manifest: Manifest, key: string, values: readonly string[]): Match | undefined {
  const route = manifest.record<RouteRecord>(key);
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
