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

/** Seconds that KV may take `live` from a location's own cache: the least that KV allows. */
export const LIVE_CACHE_TTL = 30;

/** When to look for a new release where the last look is so many milliseconds old: before the response, behind it, or not yet. */
export function dueLook({ look, wait }: Freshness, age: number): 'before' | 'behind' | undefined {
  if (age > wait || wait === 0) return 'before';
  return age > look ? 'behind' : undefined;
}
