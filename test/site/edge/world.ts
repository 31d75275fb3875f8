import { MANIFEST_FORMAT } from '../../../schema/format.ts';
import { KEYS } from '../../../schema/keys.ts';
import { createApp, type Deps } from '../../../worker/app.ts';
import { Gateway } from '../../../worker/edge/gateway.ts';
import { type EdgeSite, startSite } from '../../../worker/edge/site.ts';
import type { Built } from '../../support/build-site.ts';
import { WorkersCache } from './workers-cache.ts';

interface Value {
  readonly text: string;
  readonly metadata?: unknown;
}

/** What a visitor got: all but which isolate it was and how long it took. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Visit extends Answer {
  /** `server-timing`. */
  readonly timing: string;
}

/** Releases in Workers KV, isolates of the site Worker with and without the gateway, and the cache that they share. */
export class World {
  now = 1_700_000_000_000;
  readonly cache = new WorkersCache(() => this.now);
  readonly values = new Map<string, Value>();
  /** Keys of KV that were read, with how. */
  readonly reads: string[] = [];
  /** Whether reads of KV fail. */
  isDown = false;
  version = 'v1';
  /** What is between the gateway and the inner entrypoint, if it is not the cache. */
  between:
    | ((request: Request, inner: (request: Request) => Promise<Response>) => Promise<Response>)
    | undefined;
  readonly #deps: Deps;
  #move = 0;
  #plain: ReturnType<typeof createApp>;
  #isolates: Isolate[] = [];

  constructor(deps: Partial<Deps> = {}) {
    const clock = { now: () => this.now };
    this.#deps = { kv: this.#kv(), site: 'main', fresh: { look: 0, wait: 0 }, clock, ...deps };
    this.#plain = createApp(this.#deps);
    this.restart();
  }

  publish({ id, manifest, packs, assets }: Built): void {
    for (const { name, type, text } of assets.values())
      this.values.set(KEYS.asset(name), { text, metadata: { type, size: text.length } });
    for (const { name, text } of packs) this.values.set(KEYS.pack(name), { text });
    this.values.set(KEYS.release(id), { text: manifest });
    this.moveTo(id);
  }

  /** Takes what a publish wrote to KV, and makes its release live. */
  take(texts: ReadonlyMap<string, string>, id: string): void {
    for (const [key, text] of texts) this.values.set(key, { text });
    this.moveTo(id);
  }

  /** Makes a release live that was published before. */
  moveTo(id: string): void {
    const text = this.values.get(KEYS.release(id))?.text ?? '';
    this.#move += 1;
    const metadata = { id, format: MANIFEST_FORMAT, move: this.#move, since: 0 };
    this.values.set(KEYS.live('main'), { text, metadata });
  }

  /** New isolates, which know nothing. */
  restart(): void {
    this.#plain = createApp(this.#deps);
    this.#isolates = [new Isolate(this, this.#deps), new Isolate(this, this.#deps)];
  }

  /** A visit through one of the isolates; on a miss `inner` makes the page. */
  visit(path: string, init: RequestInit = {}, outer = 0, inner = outer): Promise<Visit> {
    const [from, to] = [this.#isolates[outer], this.#isolates[inner]];
    if (!from || !to) throw new Error('there are two isolates');
    return got((request) => from.fetch(request, to), path, init);
  }

  /** The same visit without a gateway and cache. */
  plain(path: string, init: RequestInit = {}): Promise<Visit> {
    return got((request) => this.#plain.fetch(request, {}, CONTEXT), path, init);
  }

  /** Whether an isolate has loaded the site Worker's code. */
  hasLoaded = (outer = 0): boolean => this.#isolates[outer]?.site !== undefined;

  #kv(): KVNamespace {
    const find = (key: string, how: string) => {
      this.reads.push(`${how} ${key}`);
      if (this.isDown) throw new Error('KV does not answer');
      return this.values.get(key);
    };
    const kv = {
      get: async (keys: string | readonly string[]) =>
        typeof keys === 'string'
          ? (find(keys, 'text')?.text ?? null)
          : new Map(keys.map((key) => [key, find(key, 'text')?.text ?? null])),
      getWithMetadata: async (key: string, { type }: { type: string }) => {
        const found = find(key, type);
        const value = type === 'stream' ? new Response(found?.text ?? '').body : found?.text;
        return { value: found ? value : null, metadata: found?.metadata ?? null };
      },
    };
    return kv as unknown as KVNamespace; // all that the site Worker asks of it
  }
}

const CONTEXT = { waitUntil: (work: Promise<unknown>) => void work.catch(() => undefined) };

class Isolate {
  readonly #world: World;
  readonly #gateway: Gateway;
  readonly #load: () => EdgeSite;
  site: EdgeSite | undefined;

  constructor(world: World, deps: Deps) {
    this.#world = world;
    this.#load = () => {
      this.site ??= startSite(deps);
      return this.site;
    };
    this.#gateway = new Gateway({ ...deps, loaded: () => this.site, load: async () => this.#load() });
  }

  fetch(request: Request, inner: Isolate): Promise<Response> {
    const { cache, version, between } = this.#world;
    const run = (asked: Request) => inner.#load().page(asked, CONTEXT);
    const through = cache.before({ entrypoint: 'EdgePages', version }, run);
    return this.#gateway.fetch(request, CONTEXT, between ? (asked) => between(asked, through) : through);
  }
}

async function got(
  fetch: (request: Request) => Promise<Response>,
  path: string,
  init: RequestInit,
): Promise<Visit> {
  const headers = new Headers(init.headers);
  headers.set('cf-ray', 'ray');
  const response = await fetch(new Request(`https://site.test${path}`, { ...init, headers }));
  const { 'server-timing': timing = '', 'x-isolate': _, ...fields } = Object.fromEntries(response.headers);
  return { status: response.status, body: await response.text(), headers: fields, timing };
}

/** An answer without what is new in each: the nonce of a policy, in headers and body. */
export function same({ status, body, headers }: Visit): Answer {
  const nonce = /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1];
  const without = (text: string) => (nonce === undefined ? text : text.replaceAll(nonce, 'NONCE'));
  return {
    status,
    body: without(body),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, without(value)])),
  };
}
