import { ReleaseError } from '../../release/read-manifest.ts';
import { Refusal } from '../../release/refusal.ts';
import { siteFields } from '../../release/response/other-headers.ts';
import { addressOf, lowerCase } from '../../schema/location.ts';
import type { AssetRecord, SpellingRecord } from '../../schema/manifest.ts';
import { decodePart } from '../../schema/path/decode-part.ts';
import { spelled } from '../../schema/path/slash.ts';
import { canonicalPath } from '../../schema/route.ts';
import { logError } from '../log.ts';
import { errorPage } from '../pages/error-page.ts';
import { renderFound } from '../pages/render.ts';
import type { PageOrResponse, RequestContext } from '../request-context.ts';
import { PROXIED, passThrough, proxiedPath } from '../upstreams/proxy.ts';
import { findPage, findRoute } from '../warm/find.ts';
import { serveCurrent } from './assets.ts';
import { followRedirect, toSpelling } from './redirects.ts';

/** Methods that pages and assets take. */
const METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Handles a request with a release. Throws ReleaseError when the release can't be used. */
export async function handle(context: RequestContext): Promise<PageOrResponse> {
  try {
    const found = await findPage(context);
    if (found) return 'page' in found ? found : await renderFound(context, found);
  } catch (error) {
    return errorInstead(context, error);
  }
  return handleOther(context);
}

/** The error page to show instead of a page that could not be made. */
export function errorInstead(context: RequestContext, error: unknown): Promise<PageOrResponse> {
  if (error instanceof ReleaseError) throw error;
  const status = error instanceof Refusal ? error.status : 500;
  if (status !== 404) logError(context.id(), context.address, error, context.waits);
  return errorPage(context, status, new URL(context.address).pathname);
}

/** Handles a request for which `findPage` found nothing. */
export async function handleOther(context: RequestContext): Promise<PageOrResponse> {
  const { pathname } = new URL(context.address);
  const path = canonicalPath(pathname);
  if (path === undefined) return errorPage(context, 404, pathname);
  if (path.startsWith('/assets/') && !context.manifest.record(path))
    return checkMethod(context, METHODS, path) ?? asset(context, path);
  const match = await findRoute(context, path);
  if (match && 'proxy' in match.route) return proxy(context, match.route.proxy, pathname);
  const refusal = checkMethod(context, METHODS, path);
  if (refusal) return refusal;
  if (!match) return notFound(context, path);
  const { route, params } = match;
  if ('redirect' in route) return followRedirect(context, route, params);
  if ('file' in route) return path === pathname ? file(context, route.file, path) : toSpelling(context, path);
  const own = spelled(path, context.manifest.head.config.slash);
  return own === pathname ? errorPage(context, 404, path) : toSpelling(context, own);
}

/** The response to OPTIONS and to methods that this address does not take. */
function checkMethod(
  { request: { method }, manifest }: RequestContext,
  methods: readonly string[],
  path: string,
): PageOrResponse | undefined {
  const allow = methods.join(', ');
  const headers = siteFields(manifest, path, { fixed: { allow, 'cache-control': 'no-store' } });
  if (!methods.includes(method)) {
    const text = `This address takes ${allow} only.\n`;
    const fields = { ...headers, 'content-type': 'text/plain; charset=utf-8' };
    return { response: new Response(text, { status: 405, headers: fields }) };
  }
  return method === 'OPTIONS' ? { response: new Response(null, { status: 204, headers }) } : undefined;
}

async function proxy(context: RequestContext, name: string, pathname: string): Promise<PageOrResponse> {
  const refusal = PROXIED.includes(context.request.method)
    ? undefined
    : checkMethod(context, PROXIED, pathname);
  if (refusal) return refusal;
  const path = proxiedPath(pathname);
  if (path === undefined) return errorPage(context, 404, pathname);
  const { upstreams = {} } = context.manifest.head.config;
  const upstream = Object.hasOwn(upstreams, name) ? upstreams[name] : undefined;
  const response = upstream && (await passThrough(context, upstream, path));
  return response ? { response } : errorPage(context, 502, pathname);
}

/** An asset by its name, or a redirect to it from a name in other case: no two names differ in case alone. */
function asset(context: RequestContext, path: string): Promise<PageOrResponse> | PageOrResponse {
  const name = path.slice(1).split('/').map(decodePart).join('/');
  const { manifest } = context;
  const record = manifest.record<AssetRecord | SpellingRecord>(name);
  if (record && 'name' in record) return file(context, name, path);
  const folded = name.toLowerCase().normalize();
  const other = record ?? manifest.record<AssetRecord | SpellingRecord>(folded);
  if (!other) return errorPage(context, 404, path);
  return toSpelling(context, addressOf('spelled' in other ? other.spelled : folded));
}

/** A file of the release, by its path. */
async function file(context: RequestContext, name: string, path: string): Promise<PageOrResponse> {
  const { manifest, request, services } = context;
  const record = manifest.record<AssetRecord>(name);
  const response = record && (await serveCurrent(services.kv, request, record.name, { manifest, path }));
  return response ? { response } : errorPage(context, 404, path);
}

/** Redirects to the lower-case spelling of the path if there is a route for it, else shows the 404 page. */
async function notFound(context: RequestContext, path: string): Promise<PageOrResponse> {
  const lower = lowerCase(path);
  const { slash } = context.manifest.head.config;
  if (lower !== path && (await findRoute(context, lower))) return toSpelling(context, spelled(lower, slash));
  return (await builtInAt(context, path)) ?? errorPage(context, 404, path);
}

async function builtInAt(context: RequestContext, path: string): Promise<PageOrResponse | undefined> {
  if (!/^\/(?:robots|sitemap)/.test(path)) return undefined;
  const { builtIn } = await import('./built-in.ts');
  return builtIn(context, path);
}
