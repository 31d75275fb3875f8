/** Every key in Workers KV. `live:` is the only one that is ever written twice. */
export const KEYS = {
  live: (site: string) => `live:${site}`,
  release: (id: string) => `release:${id}`,
  pack: (name: string) => `pack:${name}`,
  asset: (name: string) => `asset:${name}`,
} as const;

/** Packs and assets are named by a generation and the first 128 bits of the SHA-256 of what they hold. */
export function contentName(generation: number, hash: string): string {
  return `${generation}-${hash.slice(0, 32)}`;
}

/** Seconds that KV may take `live` from a location's own cache: the least that KV allows. */
export const LIVE_CACHE_TTL = 30;
