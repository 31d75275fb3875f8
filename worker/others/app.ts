import type { MiddlewareHandler } from 'hono';
import { Hono } from 'hono/tiny';
import { type Manifest, ReleaseError } from '../../release/manifest.ts';
import { lastResort } from '../../release/response/fallback-page.ts';
import { send } from '../../release/response/page.ts';
import type { Isolate } from '../isolate.ts';
import { logError } from '../log.ts';
import { previewsOf, withoutCookies } from '../previews/preview.ts';
import { previewShell, SHELL_PATH } from '../previews/shell.ts';
import type { IncomingRequest, PageOrResponse, RequestContext } from '../request-context.ts';
import { debugHeaders, respond, withHeaders } from '../respond.ts';
import { serveVersion, versionOf } from './assets.ts';
import { errorInstead, handle, handleOther } from './route.ts';

/** What app.ts hands over: a request that it has no page for, and how far it came. */
interface Handover {
  readonly isolate: Isolate;
  readonly incoming: IncomingRequest;
  readonly manifest: Manifest | undefined;
  /** What went wrong there. */
  readonly failure: unknown;
}

/** Drafts and other releases, for those who have a link; for those who have an old one, what all others see. */
const previews: MiddlewareHandler<{ Bindings: Handover }> = async (context, next) => {
  const { isolate, incoming } = context.env;
  const entry = previewsOf(isolate);
  const shown = await entry?.handle(incoming);
  if (shown) return shown;
  await next();
  if (entry && incoming.request.headers.get('cookie')?.includes('meniscus-preview='))
    replaceResponse(context, withoutCookies(context.res, incoming.address.startsWith('https:')));
};

/** Hono puts the headers of the response before into one that takes its place, unless there is none. */
function replaceResponse(context: { res: Response | undefined }, response: Response): void {
  context.res = undefined;
  context.res = response;
}

/** An asset whose URL has its hash needs no release: the pages of any find theirs. */
const versionedAssets: MiddlewareHandler<{ Bindings: Handover }> = async ({ env }, next) => {
  const { request, address, path, keepAlive } = env.incoming;
  const version = versionOf(new URL(address));
  if (!version) return next();
  const { services, live } = env.isolate;
  // For the site's headers only: without a release the asset is there all the same.
  const manifest = live.pick(keepAlive).catch(() => undefined);
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

/** The page of a Worker to which nothing was published yet. */
const NOTHING_PUBLISHED =
  'Nothing is published here yet. Upload a site through the admin API and publish it.\n';

async function fromLive({ isolate, incoming, manifest: known, failure }: Handover): Promise<Response> {
  if (failure !== undefined && !known) throw failure;
  const manifest = known ?? (await isolate.live.pick(incoming.keepAlive));
  if (!manifest)
    return new Response(NOTHING_PUBLISHED, { status: 404, headers: { 'cache-control': 'no-store' } });
  const { services } = isolate;
  const context = { ...incoming, services, manifest };
  if (failure !== undefined) return fromRelease(isolate, context, () => errorInstead(context, failure));
  // app.ts has looked for a page in the release that it hands over.
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
    live.confirm(context.manifest);
    return responseOf(context, result);
  } catch (error) {
    const other = error instanceof ReleaseError ? live.retreat(context.manifest) : undefined;
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
