import { log } from '../release/log.ts';
import { Manifest, ReleaseError } from '../release/read-manifest.ts';
import { type KeepAlive, SharedLoads } from '../release/shared-load.ts';
import { twice } from '../release/twice.ts';
import { MANIFEST_FORMAT } from '../schema/format.ts';
import { KEYS, LIVE_CACHE_TTL } from '../schema/keys.ts';
import type { LiveMetadata } from '../schema/manifest.ts';
import { messageOf } from '../schema/message-of.ts';

/** How old an isolate's knowledge of `live` may be, in milliseconds. */
export interface Freshness {
  /** Older than this: look again in the background and serve from memory. */
  readonly look: number;
  /** Older than this: look again first. */
  readonly wait: number;
}

export interface Clock {
  /** Milliseconds since the epoch; stands still while a Worker computes. */
  now(): number;
}

/** Milliseconds for which a release with a missing pack is not tried again. */
const RETREAT = 30_000;

/** What KV has under `live`; text is null when it has nothing, or nothing new. */
interface Found {
  readonly text: string | null;
  readonly metadata: LiveMetadata | null;
}

interface Known {
  readonly manifest: Manifest;
  /** Counts the moves of `live`, rollbacks too; KV may return an older one than it did before. */
  readonly move: number;
}

/** Which release an isolate serves. */
export class Live {
  private readonly kv: KVNamespace;
  private readonly key: string;
  private readonly fresh: Freshness;
  private readonly clock: Clock;
  private readonly shared = new SharedLoads();
  /** Whether this isolate has served before. */
  isWarm = false;
  /** The move of `live` of which visitors have seen a page that this isolate did not make: what is older is refused. */
  floor = 0;
  private known: Known | undefined;
  private previous: Known | undefined;
  private lookedAt = 0;
  private refused = { id: '', until: 0 };

  constructor(kv: KVNamespace, site: string, fresh: Freshness, clock: Clock) {
    this.kv = kv;
    this.key = KEYS.live(site);
    this.fresh = fresh;
    this.clock = clock;
  }

  /** The release to serve now; undefined when nothing was ever published. Throws when KV fails a cold isolate. */
  async pick(keepAlive: KeepAlive): Promise<Manifest | undefined> {
    // It was read while a page of a later one was on its way to a visitor.
    let { known } = this;
    if (known && known.move < this.floor) {
      this.known = undefined;
      known = undefined;
    }
    if (!known) return this.look(keepAlive);
    const age = this.clock.now() - this.lookedAt;
    if (age > this.fresh.wait || this.fresh.wait === 0)
      return this.look(keepAlive).catch(() => known.manifest);
    if (age > this.fresh.look) keepAlive(this.look(keepAlive).catch(logLook));
    return known.manifest;
  }

  /** The number of the move of `live` that led to the release that is known; 0 before the first. */
  get move(): number {
    return this.known?.move ?? 0;
  }

  /** Call it when a page of this release was made. From then on visitors are never moved back to the release before. */
  confirm(manifest: Manifest): void {
    if (this.known?.manifest === manifest) this.previous = undefined;
  }

  /**
   * Call it when a release could not be loaded. Returns the release before, as long as nobody has seen this one; the broken
   * one is then not tried again for 30 s. Returns undefined when there is none to go back to.
   */
  retreat(broken: Manifest): Manifest | undefined {
    if (this.known?.manifest === broken && this.previous) {
      this.refused = { id: broken.head.id, until: this.clock.now() + RETREAT };
      this.known = this.previous;
      this.previous = undefined;
    }
    return this.known?.manifest === broken ? undefined : this.known?.manifest;
  }

  private look(keepAlive: KeepAlive): Promise<Manifest | undefined> {
    return this.shared.do(this.key, keepAlive, () => this.read());
  }

  private async read(): Promise<Manifest | undefined> {
    const { text, metadata } = await (this.known ? this.readNews(this.known) : this.readFirst());
    this.lookedAt = this.clock.now();
    if (text === null || !metadata) return this.known?.manifest;
    try {
      if (metadata.format > MANIFEST_FORMAT) throw new ReleaseError(this.key, newer(metadata.format));
      if (metadata.move < this.floor) throw new ReleaseError(this.key, 'older than what was shown');
      return this.adopt({ manifest: new Manifest(this.key, text), move: metadata.move });
    } catch (error) {
      return this.stay(error);
    }
  }

  private async readFirst(): Promise<Found> {
    const options = { type: 'text', cacheTtl: LIVE_CACHE_TTL } as const;
    const { value, metadata } = await twice(() => this.kv.getWithMetadata<LiveMetadata>(this.key, options));
    return { text: value, metadata };
  }

  /** Reads a stream: when there is nothing new, only the metadata has to be read. */
  private async readNews(known: Known): Promise<Found> {
    const { value, metadata } = await this.kv.getWithMetadata<LiveMetadata>(this.key, {
      type: 'stream',
      cacheTtl: LIVE_CACHE_TTL,
    });
    if (value && metadata && this.isNews(known, metadata)) {
      return { text: await new Response(value).text(), metadata };
    }
    await value?.cancel();
    return { text: null, metadata };
  }

  private isNews(known: Known, metadata: LiveMetadata): boolean {
    if (metadata.move <= known.move) return false;
    return metadata.id !== this.refused.id || this.clock.now() >= this.refused.until;
  }

  private adopt(next: Known): Manifest {
    this.previous = this.known;
    this.known = next;
    this.isWarm = true;
    return next.manifest;
  }

  /** Logs a damaged `live`. The isolate goes on with the release that it has. */
  private stay(error: unknown): Manifest {
    logLook(error);
    if (this.known) return this.known.manifest;
    throw error;
  }
}

function logLook(error: unknown): void {
  log('error', { at: 'live', message: messageOf(error) });
}

const newer = (format: number) => `format ${format} is newer than this Worker: deploy it again`;
