import { pathOf } from '../../release/path-of.ts';
import type { Manifest } from '../../release/read-manifest.ts';
import { send } from '../../release/response/send-page.ts';
import type { KeepAlive } from '../../release/shared-load.ts';
import type { Clock, Freshness, Live } from '../live.ts';
import { Pointer } from './pointer.ts';
import { type Answer, type PageKey, readStored, requestFor } from './stored.ts';

type Context = Pick<ExecutionContext, 'waitUntil'>;

/** The site Worker's own code, once this isolate has loaded it. */
export interface Site {
  readonly live: Live;
  /** The release to serve now. */
  pick(keepAlive: KeepAlive): Promise<Manifest | undefined>;
  /** Call it when a page of this release was sent. */
  confirm(manifest: Manifest): void;
  fetch(request: Request, context: Context): Promise<Response>;
  /** The page of this request, if this isolate remembers it. */
  kept(request: Request, manifest: Manifest, context: Context): Response | undefined;
}

export interface GatewayDeps {
  readonly kv: KVNamespace;
  readonly site: string;
  readonly fresh: Freshness;
  readonly clock: Clock;
  /** The site Worker's code, if it is loaded; `load` loads it. */
  loaded(): Site | undefined;
  load(): Promise<Site>;
}

/** The inner entrypoint with the Workers Cache in front of it. */
export type Pages = (request: Request) => Promise<Response>;

/** Paths that are remembered as dynamic, of the release that is live. */
const MOST_DYNAMIC = 2_000;
/** Characters of a path that is asked for. */
const LONGEST = 2_000;

interface Current {
  readonly id: string;
  readonly move: number;
  readonly manifest?: Manifest;
}

/**
 * Answers visitors with pages out of the Workers Cache where everybody gets the same page, and has the site Worker answer all else, and whatever
 * goes wrong here. It is never cached itself, so it knows each time which release is live.
 */
export class Gateway {
  readonly #deps: GatewayDeps;
  readonly #pointer: Pointer;
  /** The highest move of `live` of which a page was sent from the cache. */
  #shown = 0;
  #dynamic = { release: '', paths: new Set<string>() };
  #isWarm = false;

  constructor(deps: GatewayDeps) {
    this.#deps = deps;
    this.#pointer = new Pointer(deps.kv, deps.site, deps.fresh, deps.clock);
  }

  async fetch(request: Request, context: Context, pages: Pages): Promise<Response> {
    const path = pathToAsk(request);
    if (path === undefined) return this.#inside(request, context);
    const started = this.#deps.clock.now();
    const current = await this.#current(context.waitUntil.bind(context)).catch(() => undefined);
    if (!current) return this.#inside(request, context);
    const known = current.manifest && this.#deps.loaded()?.kept(request, current.manifest, context);
    if (known) return noted(known, 'MEMORY');
    const key = { release: current.id, path };
    if (this.#isDynamic(key)) return noted(await this.#inside(request, context), 'DYNAMIC');
    const waited = this.#deps.clock.now() - started;
    const sent = await this.#fromCache(request, key, waited, pages).catch(() => 'FAILED');
    if (typeof sent === 'string') return noted(await this.#inside(request, context), sent);
    this.#show(current);
    return sent;
  }

  /** The release to show: the site Worker's once its code is loaded, so that the two never differ. */
  async #current(keepAlive: KeepAlive): Promise<Current | undefined> {
    const site = this.#deps.loaded();
    if (!site) return this.#pointer.pick(keepAlive);
    site.live.floor = this.#shown;
    const manifest = await site.pick(keepAlive);
    return manifest && { id: manifest.head.id, move: site.live.known?.move ?? 0, manifest };
  }

  async #inside(request: Request, context: Context): Promise<Response> {
    const site = this.#deps.loaded() ?? (await this.#deps.load());
    site.live.floor = this.#shown;
    return site.fetch(request, context);
  }

  /** A page from the cache, or the reason why there is none. */
  async #fromCache(request: Request, key: PageKey, waited: number, pages: Pages): Promise<Response | string> {
    const { clock } = this.#deps;
    const started = clock.now();
    const response = await pages(requestFor(key));
    const answer = readStored(response, key, clock.now());
    if (answer?.kind === 'page')
      return this.#send(request, key, answer, timing(response, waited, clock.now() - started));
    // Not waited for: whoever else reads the same body decides when that ends.
    cancel(response.body);
    if (!answer) return 'FAILED';
    this.#remember(key);
    return 'DYNAMIC';
  }

  #send(
    request: Request,
    { release }: PageKey,
    { page, body }: Extract<Answer, { kind: 'page' }>,
    time: string,
  ): Response {
    const isolate = this.#isWarm ? 'warm' : 'cold';
    this.#isWarm = true;
    const more = { 'x-release': release, 'x-isolate': isolate, 'server-timing': time };
    const response = send(request, { ...page, status: 200, body }, more);
    if (!response.body) cancel(body);
    return response;
  }

  /** From now on visitors are not moved back to a release before this one. */
  #show({ move, manifest }: Current): void {
    this.#shown = Math.max(this.#shown, move);
    if (manifest) this.#deps.loaded()?.confirm(manifest);
  }

  #isDynamic({ release, path }: PageKey): boolean {
    return this.#dynamic.release === release && this.#dynamic.paths.has(path);
  }

  #remember({ release, path }: PageKey): void {
    if (this.#dynamic.release !== release || this.#dynamic.paths.size >= MOST_DYNAMIC)
      this.#dynamic = { release, paths: new Set() };
    this.#dynamic.paths.add(path);
  }
}

/** The path of a request that may be for a page that everybody gets; undefined for what the cache is not asked for. */
function pathToAsk({ method, url, headers }: Request): string | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const path = pathOf(url);
  if (path.length > LONGEST || path.startsWith('/assets/') || path.startsWith('/_preview/')) return undefined;
  if (headers.get('cookie')?.includes('meniscus-preview=') || headers.has('upgrade')) return undefined;
  return path;
}

/** `HIT` and `MISS` are the cache's words; without one there is no cache in front of the inner entrypoint. */
function timing({ headers }: Response, kv: number, edge: number): string {
  const status = /^[A-Z]+$/.exec(headers.get('cf-cache-status') ?? '')?.[0] ?? 'NONE';
  return `kv;dur=${kv}, edge;dur=${edge};desc="${status}"`;
}

const cancel = (body: ReadableStream | null) => void body?.cancel().catch(() => undefined);

function noted(response: Response, why: string): Response {
  const copy = new Response(response.body, response);
  copy.headers.append('server-timing', `edge;desc="${why}"`);
  return copy;
}
