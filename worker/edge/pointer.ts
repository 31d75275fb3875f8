import { type KeepAlive, SharedLoads } from '../../release/shared-load.ts';
import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { KEYS, LIVE_CACHE_TTL } from '../../schema/keys.ts';
import type { LiveMetadata } from '../../schema/manifest.ts';
import type { Clock, Freshness } from '../live.ts';

/**
 * Which release is live, from the metadata of `live` alone: what an isolate knows before it needs the release itself. As fresh as worker/live.ts,
 * and it never goes back either.
 */
export class Pointer {
  readonly #kv: KVNamespace;
  readonly #key: string;
  readonly #fresh: Freshness;
  readonly #clock: Clock;
  readonly #shared = new SharedLoads();
  #known: LiveMetadata | undefined;
  #lookedAt = 0;

  constructor(kv: KVNamespace, site: string, fresh: Freshness, clock: Clock) {
    this.#kv = kv;
    this.#key = KEYS.live(site);
    this.#fresh = fresh;
    this.#clock = clock;
  }

  /** Undefined when nothing is published, or a format that this Worker can't read. Throws when KV fails and nothing is known. */
  async pick(keepAlive: KeepAlive): Promise<LiveMetadata | undefined> {
    const known = this.#known;
    if (!known) return this.#look(keepAlive);
    const age = this.#clock.now() - this.#lookedAt;
    if (age > this.#fresh.wait || this.#fresh.wait === 0)
      return this.#look(keepAlive).catch(() => this.#known);
    if (age > this.#fresh.look) keepAlive(this.#look(keepAlive).catch(() => undefined));
    return known;
  }

  #look(keepAlive: KeepAlive): Promise<LiveMetadata | undefined> {
    return this.#shared.do(this.#key, keepAlive, () => this.#read());
  }

  async #read(): Promise<LiveMetadata | undefined> {
    const { value, metadata } = await this.#kv.getWithMetadata<LiveMetadata>(this.#key, {
      type: 'stream',
      cacheTtl: LIVE_CACHE_TTL,
    });
    await value?.cancel();
    this.#lookedAt = this.#clock.now();
    if (metadata && metadata.format <= MANIFEST_FORMAT && metadata.move > (this.#known?.move ?? 0))
      this.#known = metadata;
    return this.#known;
  }
}
