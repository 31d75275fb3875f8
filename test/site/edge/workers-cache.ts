/**
 * A stand-in for Cloudflare's Workers Cache, which no local runtime has. It does what its documentation says, as of 2026-11
 * (developers.cloudflare.com/workers/cache: cache-keys, configuration, limitations): what is in the key, which methods and statuses, Vary, Range,
 * lifetimes, what is stale, requests that wait for each other. One tier stands for both.
 */

type Run = (request: Request) => Promise<Response>;

interface Entry {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Values of the request's headers that Vary lists, by name. */
  readonly variant: Readonly<Record<string, string | null>>;
  at: number;
}

/** Which entrypoint the cache is in front of. */
interface Front {
  readonly entrypoint: string;
  readonly version: string;
}

/** Request headers in every key, against poisoning. */
const IN_KEY = [
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
  'x-forwarded-host',
  'x-host',
  'x-original-url',
  'x-rewrite-url',
  'forwarded',
  'cloudflare-workers-version-key',
];

/** Seconds for which a response without Cache-Control is fresh, by status. */
const HEURISTIC = new Map([
  ...[200, 203, 204].map((status) => [status, 7_200] as const),
  ...[300, 301].map((status) => [status, 1_200] as const),
  ...[404, 410].map((status) => [status, 180] as const),
  ...[405, 414, 501].map((status) => [status, 60] as const),
]);

export class WorkersCache {
  readonly entries = new Map<string, Entry[]>();
  /** How often the cache said what: `HIT`, `MISS`, ... */
  readonly counts: Record<string, number> = {};
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #now: () => number;
  readonly #limit: number;

  /** `limit`: bytes of a response that it takes; 512 MB on the free plan. */
  constructor(now: () => number, limit = 512 * 1024 * 1024) {
    this.#now = now;
    this.#limit = limit;
  }

  /** An entrypoint's fetch with the cache in front of it. */
  before(front: Front, run: Run): Run {
    return async (request) => {
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      if (!isRead || request.headers.get('upgrade') === 'websocket')
        return this.#say(await run(request), 'BYPASS');
      const key = keyOf(front, request);
      for (let turn = this.#running.get(key); turn; turn = this.#running.get(key)) {
        await turn.catch(() => undefined);
        if (this.#find(key, request)) break;
      }
      return this.#serve(key, request, run);
    };
  }

  /** Forgets some of what it has, as a cache may at any time. */
  evict(goes: (key: string) => boolean): void {
    for (const key of [...this.entries.keys()]) if (goes(key)) this.entries.delete(key);
  }

  async #serve(key: string, request: Request, run: Run): Promise<Response> {
    const found = this.#find(key, request);
    const age = found && (this.#now() - found.at) / 1_000;
    if (found && age !== undefined && age < lifetimeOf(found.headers, found.status))
      return this.#answer(found, request, 'HIT');
    if (
      found &&
      age !== undefined &&
      age < lifetimeOf(found.headers, found.status) + staleOf(found.headers)
    ) {
      void this.#fill(key, request, run).catch(() => undefined);
      return this.#answer(found, request, 'UPDATING');
    }
    const { response, entry } = await this.#fill(key, request, run).catch((error: unknown) => {
      if (found && mayBeStale(found.headers)) return { response: undefined, entry: undefined };
      throw error;
    });
    if (found && !entry && mayBeStale(found.headers) && (!response || response.status >= 500))
      return this.#answer(found, request, 'STALE');
    if (entry) return this.#answer(entry, request, found ? 'EXPIRED' : 'MISS');
    return this.#say(headOf(request, response as Response), 'BYPASS');
  }

  /** Asks the entrypoint for the whole, and keeps what may be kept. */
  async #fill(key: string, request: Request, run: Run): Promise<{ response?: Response; entry?: Entry }> {
    const headers = new Headers(request.headers);
    headers.delete('range');
    const filling = run(new Request(request.url, { headers, redirect: 'manual' })).then(async (response) => {
      if (!isStored(request, response)) return { response };
      const body = new Uint8Array(await response.arrayBuffer());
      const entry = {
        status: response.status,
        headers: response.headers,
        body,
        variant: variantOf(request, response),
        at: this.#now(),
      };
      if (body.byteLength > this.#limit) return { response: new Response(body, response) };
      const others = (this.entries.get(key) ?? []).filter((each) => !fits(each, request));
      this.entries.set(key, [...others, entry]);
      return { entry };
    });
    this.#running.set(key, filling);
    return filling.finally(() => this.#running.get(key) === filling && this.#running.delete(key));
  }

  #find(key: string, request: Request): Entry | undefined {
    return this.entries.get(key)?.find((entry) => fits(entry, request));
  }

  #answer({ status, headers, body, at }: Entry, request: Request, said: string): Response {
    const age = Math.floor((this.#now() - at) / 1_000);
    const etag = headers.get('etag');
    const response =
      etag && request.headers.get('if-none-match') === etag
        ? new Response(null, { status: 304, headers })
        : ranged(request, new Response(body.length > 0 ? body : null, { status, headers }), body);
    response.headers.set('age', String(age));
    return this.#say(headOf(request, response), said);
  }

  #say(response: Response, said: string): Response {
    this.counts[said] = (this.counts[said] ?? 0) + 1;
    const copy = new Response(response.body, response);
    copy.headers.set('cf-cache-status', said);
    copy.headers.delete('cloudflare-cdn-cache-control');
    copy.headers.delete('cache-tag');
    return copy;
  }
}

/** Path and query, not the host, and not the method. */
function keyOf({ entrypoint, version }: Front, { url, headers }: Request): string {
  const { pathname, search } = new URL(url);
  const more = IN_KEY.map((name) => headers.get(name));
  return JSON.stringify([entrypoint, version, pathname + search, more]);
}

/** The most specific of the headers that say how long. */
function directivesOf(headers: Headers): ReadonlyMap<string, string> | undefined {
  const text =
    headers.get('cloudflare-cdn-cache-control') ??
    headers.get('cdn-cache-control') ??
    headers.get('cache-control');
  if (text === null) return undefined;
  const pairs = text
    .toLowerCase()
    .split(',')
    .map((each) => each.trim().split('='));
  return new Map(pairs.map(([name = '', value = '']) => [name, value]));
}

function isStored(request: Request, { status, headers }: Response): boolean {
  const said = directivesOf(headers);
  if (status === 206 || (status >= 520 && status <= 526)) return false;
  if (headers.has('set-cookie') || headers.get('vary') === '*') return false;
  if (said?.has('private') || said?.has('no-store')) return false;
  const isForAll = ['public', 'must-revalidate', 's-maxage'].some((name) => said?.has(name));
  if (request.headers.has('authorization') && !isForAll) return false;
  return said ? said.has('max-age') || said.has('s-maxage') || said.has('no-cache') : HEURISTIC.has(status);
}

function lifetimeOf(headers: Headers, status: number): number {
  const said = directivesOf(headers);
  if (!said) return HEURISTIC.get(status) ?? 0;
  return said.has('no-cache') ? 0 : Number(said.get('s-maxage') ?? said.get('max-age') ?? 0);
}

const STRICT = ['s-maxage', 'must-revalidate', 'proxy-revalidate'];

/** Seconds for which it is sent while it is made anew. */
function staleOf(headers: Headers): number {
  const said = directivesOf(headers);
  return STRICT.some((name) => said?.has(name)) ? 0 : Number(said?.get('stale-while-revalidate') ?? 0);
}

/** Whether it is sent when the entrypoint fails: for ever, unless its headers say otherwise. */
function mayBeStale(headers: Headers): boolean {
  const said = directivesOf(headers);
  return !STRICT.some((name) => said?.has(name)) && said?.get('stale-if-error') !== '0';
}

const listed = (headers: Headers) =>
  (headers.get('vary') ?? '').split(',').flatMap((name) => name.trim().toLowerCase() || []);

const variantOf = ({ headers }: Request, response: Response) =>
  Object.fromEntries(listed(response.headers).map((name) => [name, headers.get(name)]));

const fits = ({ variant }: Entry, { headers }: Request) =>
  Object.entries(variant).every(([name, value]) => headers.get(name) === value);

/** The part of a stored response that a request asks for. */
function ranged(request: Request, response: Response, body: Uint8Array<ArrayBuffer>): Response {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? [];
  if (first === undefined || response.status !== 200) return response;
  const headers = new Headers(response.headers);
  if (Number(first) >= body.length) return new Response(null, { status: 416, headers });
  const end = last ? Math.min(Number(last) + 1, body.length) : body.length;
  headers.set('content-range', `bytes ${first}-${end - 1}/${body.length}`);
  return new Response(body.slice(Number(first), end), { status: 206, headers });
}

const headOf = ({ method }: Request, response: Response) =>
  method === 'HEAD' ? new Response(null, response) : response;
