import { locationOf } from '../../schema/location.ts';
import { messageOf } from '../../schema/message-of.ts';
import { decodePart } from '../../schema/path/decode-part.ts';
import { canonicalPath } from '../../schema/route.ts';
import type { Upstream } from '../../schema/site.ts';
import { logUpstream } from '../log.ts';
import type { RequestContext } from '../request-context.ts';
import { accessOf } from './access.ts';

/** Methods that are passed through. Others get 405. */
export const PROXIED = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Headers that belong to one connection (RFC 9110, section 7.6.1), and the platform's own about the visitor's. */
const HOP = /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|host|cf-.*|x-real-ip)$/;

/** Seconds until an upstream's response must begin. */
const TIMEOUT = 30;

/**
 * A path as it is passed on: in its canonical form, but for a slash at its end, which may mean something to the upstream.
 * Undefined when a part of it could lead elsewhere on a server that decodes once more, or takes `..;` for `..`.
 */
export function proxiedPath(pathname: string): string | undefined {
  const path = canonicalPath(pathname);
  if (path === undefined || path.split('/').some((part) => LEADS_AWAY.test(decodePart(part) ?? '%2f')))
    return undefined;
  return path !== '/' && pathname.endsWith('/') ? `${path}/` : path;
}

const LEADS_AWAY = /%(?:25)*(?:2f|5c|2e|00)|^\.\.?(?:;|$)/i;

/**
 * Passes a request through to an upstream, to the path below the upstream's URL, and streams both bodies. The upstream's headers
 * with secrets are left out: visitors choose path and method here, and must not do so in the site's name. Undefined when the upstream did not respond.
 */
export async function passThrough(
  context: RequestContext,
  upstream: Upstream,
  path: string,
): Promise<Response | undefined> {
  const { request, services } = context;
  const url = new URL(context.address);
  const root = new URL(upstream.url);
  const folder = root.pathname.replace(/\/$/, '');
  const target = new URL(`${root.origin}${folder}${path}${url.search}`);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), TIMEOUT * 1_000);
  try {
    if (!accessOf(services).hosts.allows(target)) throw new Error(`${target.host} is not in UPSTREAM_HOSTS`);
    const response = await fetch(target, {
      method: request.method,
      headers: requestHeaders(request, url, upstream),
      body: request.body,
      redirect: 'manual',
      signal: late.signal,
    });
    return new Response(response.body, {
      status: response.status,
      headers: responseHeaders(response.headers, `${root.origin}${folder}`),
    });
  } catch (error) {
    const problem = messageOf(error);
    logUpstream(context.id(), target, { status: 0, problem }, 'asked');
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

function requestHeaders(request: Request, url: URL, upstream: Upstream): Headers {
  const headers = endToEnd(request.headers);
  for (const [name, value] of Object.entries(upstream.headers ?? {}))
    if (!value.includes('${')) headers.set(name, value);
  const cookies = request.headers.get('cookie')?.replace(/(?:__Host-)?meniscus-preview=[^;]*;? */g, '');
  if (cookies) headers.set('cookie', cookies);
  else headers.delete('cookie');
  headers.set('x-forwarded-host', url.host);
  headers.set('x-forwarded-proto', url.protocol.slice(0, -1));
  const address = request.headers.get('cf-connecting-ip');
  if (address) headers.set('x-forwarded-for', address);
  else headers.delete('x-forwarded-for');
  return headers;
}

/** A redirect to the upstream itself is one to this site. */
function responseHeaders(received: Headers, base: string): Headers {
  const headers = endToEnd(received);
  const location = headers.get('location');
  if (location?.startsWith(`${base}/`)) headers.set('location', locationOf(location.slice(base.length)));
  return headers;
}

function endToEnd(all: Headers): Headers {
  const named = (all.get('connection') ?? '').split(',').map((name) => name.trim().toLowerCase());
  const headers = new Headers(all);
  for (const name of [...headers.keys()]) if (HOP.test(name) || named.includes(name)) headers.delete(name);
  return headers;
}
