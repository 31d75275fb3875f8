import type { Manifest } from '../../release/read-manifest.ts';
import type { RouteRecord } from '../../schema/manifest.ts';

export interface PageRoute {
  /** With the parameters' names: `/posts/{slug}`. */
  readonly pattern: string;
  readonly record: Extract<RouteRecord, { page: string }>;
}

/** All routes of a release that show a page. */
export function pageRoutes(manifest: Manifest): PageRoute[] {
  return manifest.keys('/').flatMap((key) => {
    const record = manifest.record<RouteRecord>(key);
    return record && 'page' in record ? [{ pattern: patternOf(key, record.params ?? []), record }] : [];
  });
}

/** A route's key with the parameters' names in it. */
export function patternOf(key: string, params: readonly string[]): string {
  let at = 0;
  return key.replace(/\{(\.\.\.)?\}/g, (_, rest = '') => `{${rest}${params[at++] ?? ''}}`);
}

/** Routes without parameters. */
export const literalRoutes = (manifest: Manifest): string[] =>
  manifest.keys('/').filter((key) => !key.includes('{'));
