import { Lru } from '../release/memory.ts';
import { packsIn } from '../release/packs.ts';
import { pathOf } from '../release/path-of.ts';
import type { Manifest } from '../release/read-manifest.ts';
import { SharedLoads } from '../release/shared-load.ts';
import type { PreviewEntry } from '../schema/preview.ts';
import type { Isolate } from './isolate.ts';
import { type Clock, type Freshness, Live } from './live.ts';
import { findPage, type Unmade } from './pages/find.ts';
import { RENDERERS } from './pages/renderers.ts';
import type { IncomingRequest, PageResult, RequestContext } from './request-context.ts';
import { respond, sendCached } from './respond.ts';
import type { Secrets } from './upstreams/access.ts';

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

/**
 * The site Worker of one isolate. It makes pages with no more code than they need. Everything else (assets, redirects,
 * proxies, previews, other methods, errors) is in the Hono app of others/app.ts, which is loaded when it is first needed.
 */
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
  return { live: new Live(deps.kv, deps.site, deps.fresh, clock), services, preview: deps.preview };
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

async function serve(isolate: Isolate, incoming: IncomingRequest): Promise<Response> {
  if (wantsPreview(incoming)) return others(isolate, incoming);
  const { services, live } = isolate;
  const started = services.now();
  let manifest: Manifest | undefined;
  try {
    manifest = await live.pick(incoming.keepAlive);
    if (!manifest) return others(isolate, incoming);
    const cached = incoming.cold ? undefined : sendCached(services, manifest, incoming);
    if (cached) return cached;
    incoming.waits.kv = services.now() - started;
    const context = { ...incoming, services, manifest };
    const finding = findPage(context);
    const found = finding instanceof Promise ? await finding : finding;
    if (found) {
      const result = 'page' in found ? found : await render(context, found);
      live.confirm(context.manifest);
      return respond(context, result);
    }
  } catch (error) {
    return others(isolate, incoming, manifest, error);
  }
  return others(isolate, incoming, manifest);
}

/** Most pages are made at publish, so what renders the others is compiled when the first of them is asked for. */
async function render(context: RequestContext, found: Unmade): Promise<PageResult> {
  if (!RENDERERS.partly) await import('./pages/partly.ts');
  return (await RENDERERS.partly?.(context, found)) ?? renderWhole(context, found);
}

let rendering: typeof import('./pages/render.ts') | undefined;

async function renderWhole(context: RequestContext, found: Unmade): Promise<PageResult> {
  rendering ??= await import('./pages/render.ts');
  return rendering.renderFound(context, found);
}

async function others(
  isolate: Isolate,
  incoming: IncomingRequest,
  manifest?: Manifest,
  failure?: unknown,
): Promise<Response> {
  const { rest } = await import('./others/app.ts');
  return rest.fetch(incoming.request, { isolate, incoming, manifest, failure });
}

/** Whether a request may be for a preview. Parses nothing. */
function wantsPreview({ address, request }: IncomingRequest): boolean {
  if (address.includes('/_preview/')) return true;
  return request.headers.get('cookie')?.includes('meniscus-preview=') ?? false;
}
