import { redirectHeaders } from '../../release/response/redirect-headers.ts';
import type { RouteRecord } from '../../schema/manifest.ts';
import { fillPattern } from '../../schema/route.ts';
import type { PageOrResponse, RequestContext } from '../request-context.ts';

type Redirect = Extract<RouteRecord, { redirect: string }>;

/** Sends a visitor on as a redirect of site.yaml says. One without a query of its own passes on the visitor's. */
export function followRedirect(
  context: RequestContext,
  { redirect, status }: Redirect,
  params: Readonly<Record<string, string>>,
): PageOrResponse {
  return send(context, withQuery(fillPattern(redirect, params), new URL(context.address).search), status);
}

/** Sends a visitor to the spelling of an address that the site has: its letters' case, its slash at the end. */
export const toSpelling = (context: RequestContext, path: string): PageOrResponse =>
  send(context, path + new URL(context.address).search, 308);

function send({ manifest, address }: RequestContext, to: string, status: number): PageOrResponse {
  const headers = redirectHeaders(manifest, new URL(address).pathname, to);
  return { response: new Response(null, { status, headers }) };
}

function withQuery(to: string, search: string): string {
  if (to.includes('?')) return to;
  const [before = '', ...fragment] = to.split('#');
  return [before + search, ...fragment].join('#');
}
