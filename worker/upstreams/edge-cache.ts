import type { Lru } from '../../release/memory.ts';

/** How long something kept at the edge may be used, in seconds. */
export interface CacheLifetime {
  /** Fresh this long. For as long again it is used while it is renewed in the background. */
  readonly fresh: number;
  /** For this long after it was fresh it is used when renewing it fails. */
  readonly stale: number;
}

/** A value with its own time stamp: the Cache API does not say how old an entry is. */
export interface CacheEntry<T> {
  readonly value: T;
  /** Milliseconds since the epoch at which it was made. */
  readonly at: number;
}

/** What may be done with a cached value: use it; use it and renew it; use it only when renewing it fails. */
export type Use = 'fresh' | 'renew' | 'fallback' | 'none';

export function useOf(
  cached: CacheEntry<unknown> | undefined,
  now: number,
  { fresh, stale }: CacheLifetime,
): Use {
  if (!cached) return 'none';
  const age = (now - cached.at) / 1_000;
  if (age < fresh) return 'fresh';
  if (age < Math.min(2 * fresh, fresh + stale)) return 'renew';
  return age < fresh + stale ? 'fallback' : 'none';
}

/** How a kind of value is stored. `bytes` is what it takes in memory, roughly. */
export interface Codec<T> {
  write(value: T): Response;
  read(response: Response): Promise<T>;
  bytes(value: T): number;
}

/** Cache API keys are URLs. Nothing is ever fetched from this host. */
const ORIGIN = 'https://cache.meniscus.invalid/';
const STAMP = 'x-kept-at';

/** A cache in this isolate's memory and, for the other isolates of the location, in the Cache API. */
export class EdgeCache {
  readonly #memory: Lru;
  /** Sites of one zone share its Cache API. */
  readonly #origin: string;

  constructor(memory: Lru, site: string) {
    this.#memory = memory;
    this.#origin = `${ORIGIN}${encodeURIComponent(site)}/`;
  }

  /** The newest value: the one in memory while it is fresh, else one that another isolate may have made since. */
  async get<T>(
    key: string,
    now: number,
    lifetime: CacheLifetime,
    codec: Codec<T>,
  ): Promise<CacheEntry<T> | undefined> {
    const known = this.#memory.get<CacheEntry<T>>(key);
    if (useOf(known, now, lifetime) === 'fresh') return known;
    const found = await caches.default.match(this.#origin + encodeURIComponent(key)).catch(() => undefined);
    if (!found) return known;
    const at = Number(found.headers.get(STAMP));
    if (known && known.at >= at) {
      await found.body?.cancel();
      return known;
    }
    const cached = { value: await codec.read(found), at };
    this.#memory.set(key, cached, codec.bytes(cached.value));
    return cached;
  }

  /** Keeps a value in memory at once. The promise is for the Cache API, and never fails. */
  async put<T>(key: string, cached: CacheEntry<T>, lifetime: CacheLifetime, codec: Codec<T>): Promise<void> {
    this.#memory.set(key, cached, codec.bytes(cached.value));
    const response = codec.write(cached.value);
    response.headers.set(STAMP, String(cached.at));
    response.headers.set('cache-control', `max-age=${Math.ceil(lifetime.fresh + lifetime.stale)}`);
    await caches.default.put(this.#origin + encodeURIComponent(key), response).catch(() => undefined);
  }
}
