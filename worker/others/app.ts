import type { MiddlewareHandler } from 'hono';
import { Hono } from 'hono/tiny';
import { type Manifest, ReleaseError } from '../../release/manifest.ts';
import { lastResort } from '../../release/response/last-resort.ts';
import { send } from '../../release/response/page.ts';
import { marked, marks } from '../debug-headers.ts';
import type { Isolate } from '../isolate.ts';
import { logError } from '../log.ts';
import { previewsOf, withoutCookies } from '../previews/preview.ts';
import { previewShell, SHELL_PATH } from '../previews/shell.ts';
import type { Answer, Ask, Passage } from '../request-context.ts';
import { pathOf, respond } from '../respond.ts';
import { serveVersion, versionOf } from './assets.ts';
import { answer, otherThanPage, refused } from './route.ts';

/** What app.ts hands over: a request that it did not answer, and how far it came. */
interface Handed {
  readonly isolate: Isolate;
  readonly asked: Ask;
  readonly manifest: Manifest | undefined;
  /** What went wrong there. */
  readonly failure: unknown;
}

/** Drafts and other releases, for those who have a link; for those who have an old one, what all others see. */
const previews: MiddlewareHandler<{ Bindings: Handed }> = async (context, next) => {
  const { isolate, asked } = context.env;
  const entry = previewsOf(isolate);
  const shown = await entry?.answer(asked);
  if (shown) return shown;
  await next();
  if (entry && asked.request.headers.get('cookie')?.includes('meniscus-preview='))
    replaceResponse(context, withoutCookies(context.res, asked.address.startsWith('https:')));
};

/** Hono puts the headers of the response before into one that takes its place, unless there is none. */
function replaceResponse(context: { res: Response | undefined }, response: Response): void {
  context.res = undefined;
  context.res = response;
}

/** An asset whose URL has its hash needs no release: the pages of any find theirs. */
const versionedAssets: MiddlewareHandler<{ Bindings: Handed }> = async ({ env }, next) => {
  const { request, address, keepAlive } = env.asked;
  const version = versionOf(new URL(address));
  if (!version) return next();
  const { services, live } = env.isolate;
  // For the site's headers only: without a release the asset is there all the same.
  const manifest = live.pick(keepAlive).catch(() => undefined);
  const place = { manifest, path: pathOf(address) };
  return (await serveVersion(services.kv, request, version, place)) ?? next();
};

/**
 * Everything but pages that succeed. Routes of pages are the release's, which change without a deploy (site/routes/match.ts), so
 * the last route here takes what is left.
 */
export const rest = new Hono<{ Bindings: Handed }>({ getPath: ({ url }) => pathOf(url) })
  .all(SHELL_PATH, () => previewShell())
  .use(previews)
  .get('/assets/*', versionedAssets)
  .all('*', ({ env }) => fromLive(env))
  .onError((error, { env }) => noAnswer(error, env));

/** The page of a Worker to which nothing was published yet. */
const NOTHING_PUBLISHED =
  'Nothing is published here yet. Upload a site through the admin API and publish it.\n';

async function fromLive({ isolate, asked, manifest: known, failure }: Handed): Promise<Response> {
  if (failure !== undefined && !known) throw failure;
  const manifest = known ?? (await isolate.live.pick(asked.keepAlive));
  if (!manifest)
    return new Response(NOTHING_PUBLISHED, { status: 404, headers: { 'cache-control': 'no-store' } });
  const { services } = isolate;
  const passage = { ...asked, services, manifest };
  if (failure !== undefined) return fromRelease(isolate, passage, () => refused(passage, failure));
  // app.ts has looked for a page in the release that it hands over.
  return fromRelease(isolate, passage, known ? otherThanPage : answer);
}

function noAnswer(error: Error, { asked: { request, address, id, waits } }: Handed): Response {
  logError(id(), address, error, waits);
  return send(request, lastResort(503, id()), { 'retry-after': '30' });
}

/** Answers from the release, or from the one before when this one can't be used. */
async function fromRelease(
  { live }: Isolate,
  passage: Passage,
  first: (passage: Passage) => Promise<Answer> | Answer,
): Promise<Response> {
  try {
    const answered = await first(passage);
    live.confirm(passage.manifest);
    return responseOf(passage, answered);
  } catch (error) {
    const other = error instanceof ReleaseError ? live.retreat(passage.manifest) : undefined;
    if (!other) throw error;
    logError(passage.id(), passage.address, error, passage.waits);
    const again = { ...passage, manifest: other };
    return responseOf(again, await answer(again));
  }
}

function responseOf(passage: Passage, answered: Answer): Response {
  const { manifest, cold, waits } = passage;
  return 'response' in answered
    ? marked(answered.response, marks(manifest, cold, waits, 0))
    : respond(passage, answered);
}
