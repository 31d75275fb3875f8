import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { PreviewEntry } from '../schema/preview.ts';
import { serveVersion, versionOf } from './assets.ts';
import { logError, NOTHING_PUBLISHED } from './errors.ts';
import { wantsNonce } from './headers.ts';
import { Hosts } from './hosts.ts';
import { EdgeCache } from './kept.ts';
import { lastResort } from './last-resort.ts';
import { Lru } from './lru.ts';
import { type Manifest, ReleaseError } from './manifest.ts';
import { marked, marks } from './marks.ts';
import type { Answer, Passage, Services } from './passage.ts';
import { Previews, wantsPreview } from './preview.ts';
import { previewShell, SHELL_PATH } from './preview-shell.ts';
import { type Clock, type Freshness, Live } from './release.ts';
import { type Page, send } from './respond.ts';
import { Shared } from './share.ts';
import { answer } from './site.ts';

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
  /** What `${NAME}` in upstreams' headers may become. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** The admin's way to show what is not live. */
  readonly preview?: PreviewEntry | undefined;
}

const encoder = new TextEncoder();
const MEMORY = 24 * 1024 * 1024;

/** The site Worker of one isolate: everything it remembers lives in here. */
export function createApp(deps: Deps) {
  const live = new Live(deps.kv, deps.site, deps.fresh, deps.clock);
  const services = start(deps);
  const previews = deps.preview && new Previews(deps.preview, services);
  const isolate = { live, services, previews };
  // The routes are the release's (match.ts), so Hono has one, and need not work out a path.
  const app = new Hono({ getPath: () => '/' });
  return app.all('/', (c) => serve(isolate, c.req.raw, c.executionCtx));
}

interface Isolate {
  readonly live: Live;
  readonly services: Services;
  readonly previews: Previews | undefined;
}

function start(deps: Deps): Services {
  const memory = new Lru(deps.memory ?? MEMORY);
  const shared = new Shared();
  const edge = new EdgeCache(memory);
  const hosts = new Hosts(deps.hosts ?? '');
  const now = () => deps.clock.now();
  const access = { hosts, secrets: deps.secrets ?? {}, edge, shared, resting: new Map(), now };
  return { store: { kv: deps.kv, memory, shared }, edge, access, now };
}

async function serve(isolate: Isolate, request: Request, ctx: Context['executionCtx']): Promise<Response> {
  const { services, live } = isolate;
  const cold = !live.warm;
  const started = services.now();
  const keepAlive = (work: Promise<unknown>) => ctx.waitUntil(work);
  const id = requestId(request);
  const waits = { kv: 0, fetch: 0 };
  try {
    const address = request.url;
    const preview =
      wantsPreview(request, address) && (await previewed(isolate, { request, id, keepAlive, waits }));
    if (preview) return preview;
    const manifest = await live.pick(keepAlive);
    if (!manifest)
      return new Response(NOTHING_PUBLISHED, { status: 404, headers: { 'cache-control': 'no-store' } });
    const kept = services.store.memory.get<Page>(keptKey(manifest, pathOf(address)));
    if (kept && isRead(request)) return send(request, kept);
    waits.kv = services.now() - started;
    const url = new URL(address);
    const passage = { services, manifest, request, url, id, keepAlive, waits };
    const asset = url.pathname.startsWith('/assets/') && (await versioned(passage));
    return asset || (await attempt(passage, live, cold));
  } catch (error) {
    logError(id(), new URL(request.url), error, waits);
    return send(request, lastResort(503, id()), { 'retry-after': '30' });
  }
}

async function previewed(
  { previews }: Isolate,
  asked: Pick<Passage, 'request' | 'id' | 'keepAlive' | 'waits'>,
): Promise<Response | undefined> {
  if (pathOf(asked.request.url) === SHELL_PATH) return previewShell();
  return previews?.answer({ ...asked, url: new URL(asked.request.url) });
}

/** An asset whose URL has its hash needs no release: the pages of any find theirs. */
async function versioned({ request, url, services }: Passage): Promise<Response | undefined> {
  const version = isRead(request) ? versionOf(url) : undefined;
  return version === undefined ? undefined : serveVersion(services.store.kv, request, version);
}

/** Answers from the release, or from the one before when this one can't be used. */
async function attempt(passage: Passage, live: Live, cold: boolean): Promise<Response> {
  try {
    const answered = await answer(passage);
    live.confirm(passage.manifest);
    return respond(passage, answered, cold);
  } catch (error) {
    const other = error instanceof ReleaseError ? live.retreat(passage.manifest) : undefined;
    if (!other) throw error;
    logError(passage.id(), passage.url, error, passage.waits);
    const again = { ...passage, manifest: other };
    return respond(again, await answer(again), cold);
  }
}

function respond(passage: Passage, answered: Answer, cold: boolean): Response {
  const { manifest, request, services, waits, url } = passage;
  if ('response' in answered) return marked(answered.response, marks(manifest, cold, waits, 0));
  const { page, isStatic, operations } = answered;
  if (isStatic) keep(services, keptKey(manifest, url.pathname), page, manifest);
  return send(request, page, marks(manifest, cold, waits, operations));
}

/** Keeps a page with the headers of those who get it from memory: warm, and nothing was waited for. */
function keep({ store }: Services, key: string, page: Page, manifest: Manifest): void {
  const { headers, etag, bytes } = page;
  const all = {
    ...headers,
    ...(etag !== undefined && { etag }),
    ...marks(manifest, false, { kv: 0, fetch: 0 }, 0),
  };
  const kept = wantsNonce(headers)
    ? { ...page, headers: all }
    : { ...page, body: encoder.encode(String(page.body)), built: new Headers(all) };
  store.memory.set(key, kept, bytes + 2_000);
}

/** Under which a static page is kept, with all its headers, for all requests of its path in its release. */
const keptKey = (manifest: Manifest, path: string) => `body:${manifest.head.id}:${path}`;

const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD';

/** The path of a request's URL, without the cost of parsing all of it: that of a URL is normal already. */
function pathOf(url: string): string {
  const start = url.indexOf('/', 8);
  const query = url.indexOf('?', start);
  return query < 0 ? url.slice(start) : url.slice(start, query);
}

/** The platform's id of a request, else one that is made when it is first needed. */
function requestId(request: Request): () => string {
  let id: string | undefined;
  return () => {
    id ??= request.headers.get('cf-ray') ?? crypto.randomUUID().slice(0, 8);
    return id;
  };
}
