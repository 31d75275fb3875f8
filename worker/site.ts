import type { RouteRecord } from '../schema/manifest.ts';
import { canonicalPath, fillPattern } from '../schema/route.ts';
import { serveCurrent } from './assets.ts';
import { fallbackPage, logError } from './errors.ts';
import { planPage, type Store, Working } from './load.ts';
import { type Manifest, ReleaseError } from './manifest.ts';
import { matchRoute } from './match.ts';
import { renderPage, type Visit } from './render.ts';
import { etagOf, type Page } from './respond.ts';
import type { KeepAlive } from './share.ts';

/** One request on its way through one release. */
export interface Passage {
  readonly store: Store;
  readonly manifest: Manifest;
  readonly request: Request;
  readonly url: URL;
  /** Request id, in the log and on error pages. */
  readonly id: string;
  readonly now: () => number;
  readonly keepAlive: KeepAlive;
}

/** What a release answers: a page to send, or a response as it is (assets, redirects). */
export type Answer = { readonly page: Page; readonly operations: number } | { readonly response: Response };

const encoder = new TextEncoder();

/** Answers a GET or HEAD from a release. */
export async function answer(passage: Passage): Promise<Answer> {
  const path = canonicalPath(passage.url.pathname);
  if (path === undefined) return errorPage(passage, 404, passage.url.pathname);
  const kept = passage.store.memory.get<Page>(bodyKey(passage, path));
  if (kept && path === passage.url.pathname) return { page: kept, operations: 0 };
  if (path.startsWith('/assets/')) return asset(passage, path);
  const match = matchRoute(passage.manifest, path);
  if (!match) return notFound(passage, path);
  if (path !== passage.url.pathname) return redirect(path + passage.url.search, 308);
  return follow(passage, path, match.route, match.params);
}

function follow(
  passage: Passage,
  path: string,
  route: RouteRecord,
  params: Readonly<Record<string, string>>,
): Promise<Answer> | Answer {
  if ('redirect' in route) return redirect(fillPattern(route.redirect, params), route.status);
  if ('proxy' in route) return errorPage(passage, 502, path);
  return page(passage, route.page, path, params, 200);
}

const bodyKey = (passage: Passage, path: string) => `body:${passage.manifest.head.id}:${path}`;

async function page(
  passage: Passage,
  file: string,
  path: string,
  params: Readonly<Record<string, string>>,
  status: number,
): Promise<Answer> {
  try {
    return await made(passage, file, path, params, status);
  } catch (error) {
    if (error instanceof ReleaseError) throw error;
    logError(passage.id, passage.url, error);
    return errorPage(passage, 500, path);
  }
}

async function made(
  passage: Passage,
  file: string,
  path: string,
  params: Readonly<Record<string, string>>,
  status: number,
): Promise<Answer> {
  const plan = planPage(passage.store, passage.manifest, file);
  if (!plan) throw new ReleaseError(passage.manifest.head.id, `the release has no ${file}`);
  const working = new Working(passage.store, passage.manifest, passage.keepAlive);
  const { request, url, now } = passage;
  const visit: Visit = { request, url, path, params, now };
  const { body, isStatic, operations } = await renderPage(working, plan, visit);
  const bytes = encoder.encode(body);
  const code = status === 200 && typeof plan.page.status === 'number' ? plan.page.status : status;
  const etag = code === 200 ? await etagOf(bytes) : undefined;
  const headers = new Headers({ 'content-type': plan.page.type, 'x-content-type-options': 'nosniff' });
  for (const [name, value] of Object.entries({
    ...passage.manifest.head.config.headers,
    ...plan.page.headers,
  }))
    headers.set(name, value);
  if (!headers.has('cache-control')) headers.set('cache-control', cacheControl(plan.page.cache?.browser));
  if (etag) headers.set('etag', etag);
  const result: Page = { status: code, body: bytes, etag, headers };
  if (isStatic && code === 200)
    passage.store.memory.set(bodyKey(passage, path), result, bytes.byteLength + 1_000);
  return { page: result, operations };
}

function cacheControl(seconds = 0): string {
  return seconds > 0 ? `public, max-age=${seconds}` : 'public, max-age=0, must-revalidate';
}

async function asset(passage: Passage, path: string): Promise<Answer> {
  const response = await serveCurrent(passage.store.kv, passage.request, passage.manifest, path);
  return response ? { response } : notFound(passage, path);
}

function redirect(to: string, status: number): Answer {
  return {
    response: new Response(null, {
      status,
      headers: { location: to, 'cache-control': 'public, max-age=0, must-revalidate' },
    }),
  };
}

/** No route: the lower-case spelling of the path if that is one, else the 404 page. */
function notFound(passage: Passage, path: string): Promise<Answer> | Answer {
  const lower = path.toLowerCase();
  if (lower !== path && matchRoute(passage.manifest, lower)) return redirect(lower + passage.url.search, 308);
  return errorPage(passage, 404, path);
}

/** The site's own page for an error, or ours when it has none or when that fails too. */
export async function errorPage(passage: Passage, status: number, path: string): Promise<Answer> {
  const file = `pages/${status === 404 ? '404' : '500'}.liquid`;
  try {
    if (planPage(passage.store, passage.manifest, file)) return await made(passage, file, path, {}, status);
  } catch (error) {
    if (error instanceof ReleaseError) throw error;
    logError(passage.id, passage.url, error);
  }
  return { page: lastResort(status, passage.id), operations: 0 };
}

/** A page that needs no release. */
export function lastResort(status: number, id: string): Page {
  const headers = new Headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  return { status, body: encoder.encode(fallbackPage(status, id)), etag: undefined, headers };
}
