import { Lru } from '../release/memory.ts';
import { packsIn } from '../release/packs.ts';
import { pathOf } from '../release/path-of.ts';
import type { Manifest } from '../release/read-manifest.ts';
import { wantsNonce } from '../release/response/nonce.ts';
import { sendBuilt } from '../release/response/send-built.ts';
import { SharedLoads } from '../release/shared-load.ts';
import type { PreviewEntry } from '../schema/preview.ts';
import type { Isolate } from './isolate.ts';
import { type Clock, type Freshness, look, startLive } from './live.ts';
import { debugHeaders } from './pages/debug-headers.ts';
import { firstPage } from './pages/first.ts';
import { RENDERERS } from './pages/renderers.ts';
import { wantsPreview } from './previews/wants-preview.ts';
import type { IncomingRequest, Unmade } from './request-context.ts';
import type { Secrets } from './upstreams/access.ts';
import type { Begun } from './warm/serve.ts';

/** What the site Worker runs with. Holds nothing of the admin's. */
export interface Deps {
  readonly kv: KVNamespace;
  /** Which site of the namespace. */
  readonly site: string;
  readonly fresh: Freshness;
  readonly clock: Clock;
  /** Bytes that an isolate remembers. */
  readonly memory?: number;
  /** Hosts that upstreams may be on, as UPSTREAM_HOSTS lists them; none when left out. */
  readonly hosts?: string;
  readonly secrets?: Secrets;
  /** The admin's way to show what is not live. */
  readonly preview?: PreviewEntry | undefined;
}

const MEMORY = 24 * 1024 * 1024;

/** The site Worker of one isolate. */
export function createApp(deps: Deps, isolate = startIsolate(deps)) {
  return {
    fetch: (request: Request, _env: unknown, ctx: Pick<ExecutionContext, 'waitUntil'>): Promise<Response> =>
      serve(isolate, receive(isolate, request, ctx)),
  };
}

export function startIsolate(deps: Deps): Isolate {
  const memory = new Lru(deps.memory ?? MEMORY);
  const { clock } = deps;
  const services = {
    kv: deps.kv,
    store: { packs: packsIn(deps.kv), memory, shared: new SharedLoads() },
    upstreamConfig: { site: deps.site, hosts: deps.hosts ?? '', secrets: deps.secrets, memory },
    now: clock.now.bind(clock),
  };
  return { live: startLive(deps.kv, deps.site, deps.fresh, clock), services, preview: deps.preview };
}

export function receive(
  isolate: Isolate,
  request: Request,
  ctx: Pick<ExecutionContext, 'waitUntil'>,
): IncomingRequest {
  const { url, method } = request;
  let id: string | undefined;
  return {
    request,
    address: url,
    path: pathOf(url),
    isRead: method === 'GET' || method === 'HEAD',
    // The platform's id. Without one, an id is made when it is first needed.
    id: () => {
      id ??= request.headers.get('cf-ray') ?? crypto.randomUUID().slice(0, 8);
      return id;
    },
    keepAlive: ctx.waitUntil.bind(ctx),
    waits: { kv: 0, fetch: 0 },
    cold: !isolate.live.isWarm,
  };
}

let warm: typeof import('./warm/serve.ts') | undefined;

/**
 * The first request of an isolate may be its only one, and each function that runs for it has to be compiled. So it is served here with as few as
 * there are, where it is for a page that was made at publish, or in part; warm/serve.ts serves all others.
 */
export async function serve(isolate: Isolate, incoming: IncomingRequest): Promise<Response> {
  if (warm && !incoming.cold) return warm.serve(isolate, incoming);
  const begun = incoming.cold && !wantsPreview(incoming) ? await begin(isolate, incoming) : undefined;
  if (begun instanceof Response) return begun;
  warm ??= await import('./warm/serve.ts');
  return begun ? warm.goOn(isolate, incoming, begun) : warm.serve(isolate, incoming);
}

/** The response to a first request, or how far it is. */
async function begin(isolate: Isolate, incoming: IncomingRequest): Promise<Begun | Response> {
  const { services, live } = isolate;
  const { request, waits } = incoming;
  const started = services.now();
  let manifest: Manifest | undefined;
  try {
    manifest = await look(live, incoming.keepAlive);
    if (!manifest) return {};
    waits.kv = services.now() - started;
    const context = { ...incoming, services, manifest };
    const found = await firstPage(context);
    if (!found) return { manifest, isUnmade: found === null };
    if (!('page' in found) && !RENDERERS.partly) await import('./pages/partly.ts');
    const result = 'page' in found ? found : await RENDERERS.partly?.(context, found);
    if (!result) return { manifest, found: found as Unmade }; // what has a page is a result
    const { page, operations, isStatic, made } = result;
    const { headers, etag } = page;
    // What took some work is kept, and a nonce is of one response.
    if (etag === undefined || wantsNonce(headers) || (isStatic && operations > 0))
      return { manifest, result };
    const debug = debugHeaders(manifest, true, waits, operations, made);
    return sendBuilt(request, page, { ...headers, ...debug, etag });
  } catch (failure) {
    return { manifest, failure };
  }
}
