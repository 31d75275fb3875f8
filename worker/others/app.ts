import type { MiddlewareHandler } from 'hono';
import { Hono } from 'hono/tiny';
import { type Manifest, ReleaseError } from '../../release/read-manifest.ts';
import { lastResort } from '../../release/response/fallback-page.ts';
import { send } from '../../release/response/send-page.ts';
import type { Isolate } from '../isolate.ts';
import { logError } from '../log.ts';
import { debugHeaders } from '../pages/debug-headers.ts';
import { previewsOf, withoutCookies } from '../previews/preview.ts';
import { previewShell, SHELL_PATH } from '../previews/shell.ts';
import type { IncomingRequest, PageOrResponse, RequestContext } from '../request-context.ts';
import { confirmRelease, pickRelease, retreat } from '../warm/fresh.ts';
import { respond, withHeaders } from '../warm/respond.ts';
import { serveVersion, versionOf } from './assets.ts';
import { errorInstead, handle, handleOther } from './route.ts';

/** What warm/serve.ts hands over: a request that it has no page for, and what it knows about it by then. */
interface Handover {
  readonly isolate: Isolate;
  readonly incoming: IncomingRequest;
  readonly manifest: Manifest | undefined;
  /** The error that was thrown there; undefined when there was none. */
  readonly failure: unknown;
}

/** Shows drafts and other releases to people with a preview link. When the link has expired, they see what everybody sees. */
const previews: MiddlewareHandler<{ Bindings: Handover }> = async (context, next) => {
  const { isolate, incoming } = context.env;
  const entry = previewsOf(isolate);
  const shown = await entry?.handle(incoming);
  if (shown) return shown;
  await next();
  if (entry && incoming.request.headers.get('cookie')?.includes('meniscus-preview='))
    replaceResponse(context, withoutCookies(context.res, incoming.address.startsWith('https:')));
};

/** Hono copies headers from the response that is replaced, so that one is removed first. */
function replaceResponse(context: { res: Response | undefined }, response: Response): void {
  context.res = undefined;
  context.res = response;
}

/** An asset whose URL has a hash needs no release, so pages of every release find their assets. */
const versionedAssets: MiddlewareHandler<{ Bindings: Handover }> = async ({ env }, next) => {
  const { request, address, path, keepAlive } = env.incoming;
  const version = versionOf(new URL(address));
  if (!version) return next();
  const { services, live } = env.isolate;
  // Only for the site's headers: the asset is served without a release too.
  const manifest = pickRelease(live, keepAlive).catch(() => undefined);
  const place = { manifest, path };
  return (await serveVersion(services.kv, request, version, place)) ?? next();
};

/**
 * Everything but pages that succeed. Routes of pages are the release's, which change without a deploy (site/routes/match.ts), so
 * the last route here takes what is left.
 */
export const rest = new Hono<{ Bindings: Handover }>({ getPath: ({ url }) => new URL(url).pathname })
  .all(SHELL_PATH, () => previewShell())
  .use(previews)
  .get('/assets/*', versionedAssets)
  .all('*', ({ env }) => fromLive(env))
  .onError((error, { env }) => unavailable(error, env));

/** What visitors see before anything was published. */
const NOTHING_PUBLISHED =
  'Nothing is published here yet. Upload a site through the admin API and publish it.\n';

async function fromLive({ isolate, incoming, manifest: known, failure }: Handover): Promise<Response> {
  if (failure !== undefined && !known) throw failure;
  const manifest = known ?? (await pickRelease(isolate.live, incoming.keepAlive));
  if (!manifest)
    return new Response(NOTHING_PUBLISHED, { status: 404, headers: { 'cache-control': 'no-store' } });
  const { services } = isolate;
  const context = { ...incoming, services, manifest };
  if (failure !== undefined) return fromRelease(isolate, context, () => errorInstead(context, failure));
  // serve.ts has looked for a page in the release that it hands over.
  return fromRelease(isolate, context, known ? handleOther : handle);
}

function unavailable(error: Error, { incoming: { request, address, id, waits } }: Handover): Response {
  logError(id(), address, error, waits);
  return send(request, lastResort(503, id()), { 'retry-after': '30' });
}

/** Responds from the release, or from the one before when this one can't be used. */
async function fromRelease(
  { live }: Isolate,
  context: RequestContext,
  first: (context: RequestContext) => Promise<PageOrResponse> | PageOrResponse,
): Promise<Response> {
  try {
    const result = await first(context);
    confirmRelease(live, context.manifest);
    return responseOf(context, result);
  } catch (error) {
    const other = error instanceof ReleaseError ? retreat(live, context.manifest) : undefined;
    if (!other) throw error;
    logError(context.id(), context.address, error, context.waits);
    const again = { ...context, manifest: other };
    return responseOf(again, await handle(again));
  }
}

function responseOf(context: RequestContext, result: PageOrResponse): Response {
  const { manifest, cold, waits } = context;
  return 'response' in result
    ? withHeaders(result.response, debugHeaders(manifest, cold, waits, 0))
    : respond(context, result);
}
