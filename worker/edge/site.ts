import type { Manifest } from '../../release/read-manifest.ts';
import { Refusal } from '../../release/refusal.ts';
import type { Page } from '../../release/response/send-built.ts';
import { KEYS } from '../../schema/keys.ts';
import { createApp, type Deps, receive, startIsolate } from '../app.ts';
import type { Isolate } from '../isolate.ts';
import { findPage } from '../warm/find.ts';
import { confirmRelease, pickRelease } from '../warm/fresh.ts';
import { sendCached } from '../warm/respond.ts';
import type { Site } from './gateway.ts';
import { keyOf, notStored, type PageKey, storedDynamic, storedPage } from './stored.ts';

/** Seconds that KV may take a release from a location's own cache: it never changes. */
const RELEASE_CACHE_TTL = 86_400;

type Context = Pick<ExecutionContext, 'waitUntil'>;

/** The site Worker, and what the inner entrypoint needs of it. */
export interface EdgeSite extends Site {
  /** Answers a request of the gateway: see stored.ts. */
  page(request: Request, context: Context): Promise<Response>;
}

export function startSite(deps: Deps): EdgeSite {
  const isolate = startIsolate(deps);
  const app = createApp(deps, isolate);
  return {
    live: isolate.live,
    pick: (keepAlive) => pickRelease(isolate.live, keepAlive),
    confirm: (manifest) => confirmRelease(isolate.live, manifest),
    fetch: (request, context) => app.fetch(request, undefined, context),
    kept: (request, manifest, context) =>
      sendCached(isolate.services, manifest, receive(isolate, request, context)),
    page: (request, context) => pageFor(isolate, request, context).catch(notStored),
  };
}

/** Rejects when the release or something of it can't be read, or when the page fails: then the gateway has the page made, and the visitor sees why. */
async function pageFor(isolate: Isolate, request: Request, context: Context): Promise<Response> {
  const key = keyOf(request);
  const { services } = isolate;
  const manifest = await releaseOf(isolate, key);
  const bare = new Request(`https://pages.invalid${key.path}`);
  const visit = { ...receive(isolate, bare, context), services, manifest };
  const found = await findPage(visit);
  if (!found) return storedDynamic(key);
  if ('page' in found) return stored(key, found.page, services.now());
  const { renderFound, specOf } = await import('../pages/render.ts');
  // Upstreams are not asked here: the visitor's cookies and country may be in what they are asked for.
  if (specOf(visit, found).fetches) return storedDynamic(key);
  try {
    const made = await renderFound(visit, found);
    return made.isStatic ? stored(key, made.page, services.now()) : storedDynamic(key);
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return storedDynamic(key);
    throw error;
  }
}

/** What a shared cache must not keep, or would keep in variants. The site's and the page's own headers say it. */
const NOT_SHARED = /\b(?:private|no-store|no-cache)\b/i;

function stored(key: PageKey, { etag, bytes, headers, body }: Page, now: number): Response {
  const isShared =
    !NOT_SHARED.test(headers['cache-control'] ?? '') && !('set-cookie' in headers) && !('vary' in headers);
  return (isShared && storedPage(key, { etag, bytes, headers }, body, now)) || storedDynamic(key);
}

async function releaseOf({ services }: Isolate, { release }: PageKey): Promise<Manifest> {
  const { memory } = services.store;
  const name = KEYS.release(release);
  const known = memory.get<Manifest>(name);
  if (known) return known;
  const { readWhole } = await import('../pages/whole.ts');
  return readWhole(services, release, RELEASE_CACHE_TTL);
}
