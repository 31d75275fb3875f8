import { ReleaseError } from '../../release/manifest.ts';
import { Refusal } from '../../release/refusal.ts';
import { redirectTo, withQuery } from '../../release/response/redirect.ts';
import { siteFields } from '../../release/response/site-headers.ts';
import { addressOf, lowerCase } from '../../schema/location.ts';
import type { AssetRecord, SpellingRecord } from '../../schema/manifest.ts';
import { canonicalPath, decodePart, fillPattern, spelled } from '../../schema/route.ts';
import { matchRoute } from '../../site/routes/match.ts';
import { logError } from '../log.ts';
import { errorPage } from '../pages/error.ts';
import { matched, pageAt } from '../pages/find.ts';
import type { Answer, Passage } from '../request-context.ts';
import { PROXIED, passThrough, proxiedPath } from '../upstreams/proxy.ts';
import { serveCurrent } from './assets.ts';

/** Methods that pages and assets take. */
const METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Answers a request from a release. Throws ReleaseError when the release can't be used. */
export async function answer(passage: Passage): Promise<Answer> {
  try {
    const page = pageAt(passage);
    if (page) return await page;
  } catch (error) {
    return refused(passage, error);
  }
  return otherThanPage(passage);
}

/** The page that stands in for one that could not be made. */
export function refused(passage: Passage, error: unknown): Promise<Answer> {
  if (error instanceof ReleaseError) throw error;
  const status = error instanceof Refusal ? error.status : 500;
  if (status !== 404) logError(passage.id(), passage.address, error, passage.waits);
  return errorPage(passage, status, new URL(passage.address).pathname);
}

/** Answers what `pageAt` does not. */
export function otherThanPage(passage: Passage): Promise<Answer> | Answer {
  const { pathname, search } = new URL(passage.address);
  const path = canonicalPath(pathname);
  if (path === undefined) return errorPage(passage, 404, pathname);
  if (path.startsWith('/assets/')) return takes(passage, METHODS, path) ?? asset(passage, path, search);
  const match = matched(passage, path);
  if (match && 'proxy' in match.route) return proxy(passage, match.route.proxy, pathname);
  const refusal = takes(passage, METHODS, path);
  if (refusal) return refusal;
  if (!match) return notFound(passage, path, search);
  const { route, params } = match;
  if ('redirect' in route)
    return redirect(passage, withQuery(fillPattern(route.redirect, params), search), route.status);
  if ('file' in route)
    return path === pathname ? file(passage, route.file, path) : redirect(passage, path + search, 308);
  const own = spelled(path, passage.manifest.head.config.slash);
  return own === pathname ? errorPage(passage, 404, path) : redirect(passage, own + search, 308);
}

/** The answer to OPTIONS and to methods that are not taken here. */
function takes(
  { request: { method }, manifest }: Passage,
  methods: readonly string[],
  path: string,
): Answer | undefined {
  const allow = methods.join(', ');
  const headers = siteFields(manifest, path, { fixed: { allow, 'cache-control': 'no-store' } });
  if (!methods.includes(method)) {
    const text = `This address takes ${allow} only.\n`;
    const fields = { ...headers, 'content-type': 'text/plain; charset=utf-8' };
    return { response: new Response(text, { status: 405, headers: fields }) };
  }
  return method === 'OPTIONS' ? { response: new Response(null, { status: 204, headers }) } : undefined;
}

async function proxy(passage: Passage, name: string, pathname: string): Promise<Answer> {
  const refusal = PROXIED.includes(passage.request.method) ? undefined : takes(passage, PROXIED, pathname);
  if (refusal) return refusal;
  const path = proxiedPath(pathname);
  if (path === undefined) return errorPage(passage, 404, pathname);
  const { upstreams = {} } = passage.manifest.head.config;
  const upstream = Object.hasOwn(upstreams, name) ? upstreams[name] : undefined;
  const response = upstream && (await passThrough(passage, upstream, path));
  return response ? { response } : errorPage(passage, 502, pathname);
}

/** An asset by its name, or the way to it from a name in other case: no two differ in that alone. */
function asset(passage: Passage, path: string, search: string): Promise<Answer> | Answer {
  const name = path.slice(1).split('/').map(decodePart).join('/');
  const { manifest } = passage;
  const record = manifest.record<AssetRecord | SpellingRecord>(name);
  if (record && 'name' in record) return file(passage, name, path);
  const folded = name.toLowerCase().normalize();
  const other = record ?? manifest.record<AssetRecord | SpellingRecord>(folded);
  if (!other) return errorPage(passage, 404, path);
  const right = addressOf('spelled' in other ? other.spelled : folded);
  return redirect(passage, right + search, 308);
}

/** A file of the release, by its path. */
async function file(passage: Passage, name: string, path: string): Promise<Answer> {
  const { manifest, request, services } = passage;
  const record = manifest.record<AssetRecord>(name);
  const response = record && (await serveCurrent(services.kv, request, record.name, { manifest, path }));
  return response ? { response } : errorPage(passage, 404, path);
}

const redirect = ({ manifest, address }: Passage, to: string, status: number): Answer => ({
  response: redirectTo(manifest, new URL(address).pathname, to, status),
});

/** No route: the lower-case spelling of the path if that is one, else the 404 page. */
function notFound(passage: Passage, path: string, search: string): Promise<Answer> | Answer {
  const lower = lowerCase(path);
  const { slash } = passage.manifest.head.config;
  if (lower !== path && matchRoute(passage.manifest, lower))
    return redirect(passage, spelled(lower, slash) + search, 308);
  return errorPage(passage, 404, path);
}
