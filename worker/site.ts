import { canonicalPath, fillPattern } from '../schema/route.ts';
import { serveCurrent } from './assets.ts';
import { errorPage } from './error-page.ts';
import { logError } from './errors.ts';
import { ReleaseError } from './manifest.ts';
import { type Match, matchRoute } from './match.ts';
import { Refusal } from './page.ts';
import { matched, pageAt } from './page-at.ts';
import type { Answer, Passage } from './passage.ts';
import { PROXIED, passThrough } from './proxy.ts';

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
  if (path.startsWith('/assets/')) return takes(passage, METHODS) ?? asset(passage, path, search);
  const match = matched(passage, path);
  if (match && 'proxy' in match.route) return proxy(passage, match.route.proxy, path);
  const refusal = takes(passage, METHODS);
  if (refusal) return refusal;
  if (!match) return notFound(passage, path, search);
  return path === pathname ? follow(passage, path, match, search) : redirect(path + search, 308);
}

/** The answer to OPTIONS and to methods that are not taken here. */
function takes(passage: Passage, methods: readonly string[]): Answer | undefined {
  const { method } = passage.request;
  const headers = { allow: methods.join(', ') };
  if (!methods.includes(method)) {
    const text = `This address takes ${headers.allow} only.\n`;
    return { response: new Response(text, { status: 405, headers }) };
  }
  return method === 'OPTIONS' ? { response: new Response(null, { status: 204, headers }) } : undefined;
}

function follow(
  passage: Passage,
  path: string,
  { route, params }: Match,
  search: string,
): Promise<Answer> | Answer {
  return 'redirect' in route
    ? redirect(withQuery(fillPattern(route.redirect, params), search), route.status)
    : errorPage(passage, 404, path);
}

async function proxy(passage: Passage, name: string, path: string): Promise<Answer> {
  const refusal = PROXIED.includes(passage.request.method) ? undefined : takes(passage, PROXIED);
  if (refusal) return refusal;
  const upstream = passage.manifest.head.config.upstreams?.[name];
  const response = upstream && (await passThrough(passage, upstream));
  return response ? { response } : errorPage(passage, 502, path);
}

async function asset(passage: Passage, path: string, search: string): Promise<Answer> {
  const { kv } = passage.services.store;
  const response = await serveCurrent(kv, passage.request, passage.manifest, path);
  return response ? { response } : notFound(passage, path, search);
}

/** A redirect without a query of its own passes on the visitor's. */
function withQuery(to: string, search: string): string {
  if (to.includes('?')) return to;
  const [before = '', ...fragment] = to.split('#');
  return [before + search, ...fragment].join('#');
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
function notFound(passage: Passage, path: string, search: string): Promise<Answer> | Answer {
  const lower = path.toLowerCase();
  if (lower !== path && matchRoute(passage.manifest, lower)) return redirect(lower + search, 308);
  return errorPage(passage, 404, path);
}
