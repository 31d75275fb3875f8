import { log } from '../release/log.ts';
import { Manifest, ReleaseError } from '../release/read-manifest.ts';
import { type KeepAlive, SharedLoads } from '../release/shared-load.ts';
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

/** What KV has under `live`; the value is null when it has nothing, or nothing new. */
export interface Found {
  readonly value: string | null;
  readonly metadata: LiveMetadata | null;
}

export interface Known {
  readonly manifest: Manifest;
  /** Counts the moves of `live`, rollbacks too; KV may return an older one than it did before. */
  readonly move: number;
}

/** Which release an isolate serves. What a cold isolate does with it is here, the rest in warm/fresh.ts. */
export interface Live {
  readonly kv: KVNamespace;
  readonly key: string;
  readonly fresh: Freshness;
  readonly clock: Clock;
  readonly shared: SharedLoads;
  /** The move of `live` of which visitors have seen a page that this isolate did not make: what is older is refused. */
  floor: number;
  /** Set once this isolate has served before. */
  known: Known | undefined;
  previous: Known | undefined;
  /** When `live` was read last. */
  lookedAt: number;
  /** Whether this isolate has served before. */
  isWarm: boolean;
  /** The release that could not be loaded, and until when it is not tried again. */
  refused: { readonly id: string; readonly until: number };
}

export const startLive = (kv: KVNamespace, site: string, fresh: Freshness, clock: Clock): Live => ({
  kv,
  key: KEYS.live(site),
  fresh,
  clock,
  shared: new SharedLoads(),
  floor: 0,
  known: undefined,
  previous: undefined,
  lookedAt: 0,
  isWarm: false,
  refused: { id: '', until: 0 },
});

/**
 * The release that `live` says; undefined when nothing was ever published. Where one is known, `news` reads what changed. Throws when KV fails a
 * cold isolate.
 */
export function look(
  live: Live,
  keepAlive: KeepAlive,
  news?: (live: Live, known: Known) => Promise<Found>,
): Promise<Manifest | undefined> {
  return live.shared.do(live.key, keepAlive, async () => {
    const { known, key, clock } = live;
    if (known && !news) return known.manifest;
    const options = { type: 'text', cacheTtl: LIVE_CACHE_TTL } as const;
    const read = () => live.kv.getWithMetadata<LiveMetadata>(key, options);
    // Mostly a read that failed works a moment later: see release/twice.ts.
    const { value, metadata } = await (known && news ? news(live, known) : read().catch(read));
    live.lookedAt = clock.now();
    // Of two reads of a cold isolate the one that ends last may be the older.
    if (value === null || !metadata || metadata.move <= (live.known?.move ?? 0)) return live.known?.manifest;
    try {
      if (metadata.format > MANIFEST_FORMAT)
        throw new ReleaseError(key, `format ${metadata.format} is newer than this Worker: deploy it again`);
      if (metadata.move < live.floor) throw new ReleaseError(key, 'older than what was shown');
      const manifest = new Manifest(key, value);
      live.previous = live.known;
      live.known = { manifest, move: metadata.move };
      live.isWarm = true;
      return manifest;
    } catch (error) {
      // The isolate goes on with the release that it has.
      log('error', { at: 'live', message: messageOf(error) });
      if (live.known) return live.known.manifest;
      throw error;
    }
  });
}
