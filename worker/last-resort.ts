import { fallbackPage } from './errors.ts';
import type { Page } from './respond.ts';

/** A page that needs no release. */
export function lastResort(status: number, id: string): Page {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  return { status, body: new TextEncoder().encode(fallbackPage(status, id)), etag: undefined, headers };
}
