import { locationOf } from '../../schema/location.ts';
import type { Manifest } from '../manifest.ts';
import { siteFields } from './site-headers.ts';

/** Sends a visitor from `path` to a filled target: a path of this site or a URL. */
export function redirectTo(manifest: Manifest, path: string, to: string, status: number): Response {
  const headers = siteFields(manifest, path, {
    usual: { 'cache-control': 'public, max-age=0, must-revalidate' },
    fixed: { location: locationOf(to) },
  });
  return new Response(null, { status, headers });
}

/** A redirect without a query of its own passes on the visitor's. */
export function withQuery(to: string, search: string): string {
  if (to.includes('?')) return to;
  const [before = '', ...fragment] = to.split('#');
  return [before + search, ...fragment].join('#');
}
