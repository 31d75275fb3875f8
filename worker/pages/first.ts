import type { RouteRecord } from '../../schema/manifest.ts';
import { spelled } from '../../schema/path/slash.ts';
import type { PageResult, RequestContext, Unmade } from '../request-context.ts';
import { findMade, readyPage } from './made.ts';

/** Canonical paths, so that the URL need not be parsed. */
export const PLAIN = /^(?:\/[\w~-][\w.~-]*)+$|^\/$/;

/** A text of a pack, which is not remembered. */
async function textOf(
  { services }: RequestContext,
  pack: string,
  start: number,
  length: number,
): Promise<string | undefined> {
  const texts = await services.store.packs.read([pack]).catch(() => undefined);
  const text = texts?.get(pack);
  return text && start + length <= text.length ? text.slice(start, start + length) : undefined;
}

/**
 * The page that a first request of an isolate is for, where the address is as the site spells it, and the page was made at publish or has a route
 * without parameters; undefined when it takes more to say what is there, null when that is no page which was made. Nothing is remembered: warm/find.ts does that.
 */
export async function firstPage(context: RequestContext): Promise<PageResult | Unmade | undefined | null> {
  const { manifest, path: own, isRead } = context;
  const { head } = manifest;
  const path = own.length > 1 && own.endsWith('/') ? own.slice(0, -1) : own;
  // A regular expression is compiled when it is first used: not for the page that most are for.
  const isPlain = path === '/' || PLAIN.test(path);
  if (!isRead || !isPlain || spelled(path, head.config.slash) !== own) return undefined;
  const route = manifest.record<RouteRecord>(path);
  const isPage = route !== undefined && 'page' in route;
  if (!isPage && (route || path.startsWith('/assets/'))) return undefined;
  if (isPage && route.ready) {
    const { at, bytes, etag } = route.ready;
    return readyPage(manifest, route.page, own, { body: manifest.inline(at), bytes, etag });
  }
  const made = head.made === undefined ? undefined : await findMade(context, path, own, textOf);
  return made ?? (isPage ? { match: { route, params: {} }, file: route.page, path } : null);
}
