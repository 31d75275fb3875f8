import type { Manifest } from '../release/manifest.ts';
import { Lru } from '../release/memory.ts';
import { packsIn } from '../release/packs.ts';
import { Shared } from '../release/shared-load.ts';
import type { PreviewEntry } from '../schema/preview.ts';
import type { Isolate } from './isolate.ts';
import { type Clock, type Freshness, Live } from './live.ts';
import { pageAt } from './pages/find.ts';
import type { Ask, PageAnswer, Passage } from './request-context.ts';
import { respond, sendKept } from './respond.ts';
import type { Secrets } from './upstreams/hosts.ts';

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
 * The site Worker of one isolate. Pages are answered from here, with no more code than they need; everything else (assets,
 * redirects, proxies, previews, other methods, errors) is the Hono app of rest.ts, loaded when first asked for.
 */
export function createApp(deps: Deps) {
  const isolate = start(deps);
  return {
    fetch: (request: Request, _env: unknown, ctx: Pick<ExecutionContext, 'waitUntil'>): Promise<Response> =>
      serve(isolate, ask(isolate, request, ctx)),
  };
}

function start(deps: Deps): Isolate {
  const memory = new Lru(deps.memory ?? MEMORY);
  const { clock } = deps;
  const services = {
    kv: deps.kv,
    store: { packs: packsIn(deps.kv), memory, shared: new Shared() },
    outside: { site: deps.site, hosts: deps.hosts ?? '', secrets: deps.secrets, memory },
    now: () => clock.now(),
  };
  return { live: new Live(deps.kv, deps.site, deps.fresh, clock), services, preview: deps.preview };
}

function ask(isolate: Isolate, request: Request, ctx: Pick<ExecutionContext, 'waitUntil'>): Ask {
  return {
    request,
    address: request.url,
    id: requestId(request),
    keepAlive: (work) => ctx.waitUntil(work),
    waits: { kv: 0, fetch: 0 },
    cold: !isolate.live.warm,
  };
}

async function serve(isolate: Isolate, asked: Ask): Promise<Response> {
  if (wantsPreview(asked)) return others(isolate, asked);
  const { services, live } = isolate;
  const started = services.now();
  let manifest: Manifest | undefined;
  try {
    manifest = await live.pick(asked.keepAlive);
    const kept = manifest && sendKept(services, manifest, asked);
    if (kept) return kept;
    asked.waits.kv = services.now() - started;
    const passage = manifest && { ...asked, services, manifest };
    const page = passage && pageAt(passage);
    if (page) return await shown(isolate, passage, page);
  } catch (error) {
    return others(isolate, asked, manifest, error);
  }
  return others(isolate, asked, manifest);
}

async function shown(
  { live }: Isolate,
  passage: Passage,
  page: PageAnswer | Promise<PageAnswer>,
): Promise<Response> {
  const answered = await page;
  live.confirm(passage.manifest);
  return respond(passage, answered);
}

async function others(
  isolate: Isolate,
  asked: Ask,
  manifest?: Manifest,
  failure?: unknown,
): Promise<Response> {
  const { rest } = await import('./others/app.ts');
  return rest.fetch(asked.request, { isolate, asked, manifest, failure });
}

/** Whether a request may be for a preview: told without parsing anything. */
function wantsPreview({ address, request }: Ask): boolean {
  if (address.includes('/_preview/')) return true;
  return request.headers.get('cookie')?.includes('meniscus-preview=') ?? false;
}

/** The platform's id of a request, else one that is made when it is first needed. */
function requestId(request: Request): () => string {
  let id: string | undefined;
  return () => {
    id ??= request.headers.get('cf-ray') ?? crypto.randomUUID().slice(0, 8);
    return id;
  };
}
