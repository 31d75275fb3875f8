import { utf8Length } from '../../schema/utf8.ts';
import { fallbackPage } from '../log.ts';
import type { Page } from '../respond.ts';

/** A page that needs no release, so that nothing of a site can break it: not its headers either. */
export function lastResort(status: number, id: string): Page {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  const body = fallbackPage(status, id);
  return { status, body, bytes: utf8Length(body), etag: undefined, headers };
}
