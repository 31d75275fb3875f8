import type { Release } from '../../store/tables/releases.ts';
import type { AdminBindings } from '../env.ts';

/** A release as the API tells it, with the time by which all locations show it. */
export function released(env: AdminBindings, release: Release) {
  return { ...release, everywhereBy: release.liveAt === null ? null : everywhereBy(env, release.liveAt) };
}

/** Milliseconds since the epoch: KV takes up to 60 s to tell all locations, may read from a cache for 30 s more, and then an isolate looks. */
export function everywhereBy(env: AdminBindings, liveAt: number): number {
  return liveAt + 1_000 * (60 + 30 + Number(env.FRESH_WAIT ?? 30));
}
