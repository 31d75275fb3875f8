import { log } from '../../release/log.ts';
import type { Manifest } from '../../release/read-manifest.ts';
import type { KeepAlive } from '../../release/shared-load.ts';
import { LIVE_CACHE_TTL } from '../../schema/keys.ts';
import type { LiveMetadata } from '../../schema/manifest.ts';
import { messageOf } from '../../schema/message-of.ts';
import { type Found, type Known, type Live, look } from '../live.ts';

/** Milliseconds for which a release with a missing pack is not tried again. */
const RETREAT = 30_000;

/** The release to serve now; undefined when nothing was ever published. Throws when KV fails a cold isolate. */
export async function pickRelease(live: Live, keepAlive: KeepAlive): Promise<Manifest | undefined> {
  // It was read while a page of a later one was on its way to a visitor.
  if (live.known && live.known.move < live.floor) live.known = undefined;
  const { known, fresh } = live;
  if (!known) return look(live, keepAlive, readNews);
  const age = live.clock.now() - live.lookedAt;
  if (age > fresh.wait || fresh.wait === 0)
    return look(live, keepAlive, readNews).catch(() => known.manifest);
  if (age > fresh.look) keepAlive(look(live, keepAlive, readNews).catch(logLook));
  return known.manifest;
}

/** Call it when a page of this release was made. From then on visitors are never moved back to the release before. */
export function confirmRelease(live: Live, manifest: Manifest): void {
  if (live.known?.manifest === manifest) live.previous = undefined;
}

/**
 * Call it when a release could not be loaded. Returns the release before, as long as nobody has seen this one; the broken
 * one is then not tried again for 30 s. Returns undefined when there is none to go back to.
 */
export function retreat(live: Live, broken: Manifest): Manifest | undefined {
  if (live.known?.manifest === broken && live.previous) {
    live.refused = { id: broken.head.id, until: live.clock.now() + RETREAT };
    live.known = live.previous;
    live.previous = undefined;
  }
  return live.known?.manifest === broken ? undefined : live.known?.manifest;
}

/** Reads a stream: when there is nothing new, only the metadata has to be read. */
async function readNews(live: Live, known: Known): Promise<Found> {
  const { value, metadata } = await live.kv.getWithMetadata<LiveMetadata>(live.key, {
    type: 'stream',
    cacheTtl: LIVE_CACHE_TTL,
  });
  if (value && metadata && isNews(live, known, metadata))
    return { value: await new Response(value).text(), metadata };
  await value?.cancel();
  return { value: null, metadata };
}

function isNews({ refused, clock }: Live, known: Known, metadata: LiveMetadata): boolean {
  if (metadata.move <= known.move) return false;
  return metadata.id !== refused.id || clock.now() >= refused.until;
}

function logLook(error: unknown): void {
  log('error', { at: 'live', message: messageOf(error) });
}
