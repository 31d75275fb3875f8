import { partPaths } from '../release/content/addresses.ts';
import { Lru } from '../release/memory.ts';
import { Manifest } from '../release/read-manifest.ts';
import { SharedLoads } from '../release/shared-load.ts';
import { Working } from '../release/working.ts';
import { type AddressTable, addressKey } from '../schema/content/addresses.ts';
import { MANIFEST_FORMAT } from '../schema/format.ts';
import { KEYS } from '../schema/keys.ts';
import type { AssetMetadata, AssetRecord, LiveMetadata, RouteRecord } from '../schema/manifest.ts';
import { messageOf } from '../schema/message-of.ts';
import { spelled } from '../schema/path/slash.ts';
import { createApp } from './app.ts';
import type { OfflineRelease, OfflineSite } from './offline-site.ts';

const SITE = 'offline';
const EVER = { look: Number.POSITIVE_INFINITY, wait: Number.POSITIVE_INFINITY };
const MEMORY = 8 * 1024 * 1024;

export function serveOffline(release: OfflineRelease): OfflineSite {
  const packs = new Map(release.packs.map(({ name, text }) => [KEYS.pack(name), text]));
  const manifest = new Manifest(release.id, release.manifest);
  const app = createApp({ kv: kvOf(release, packs), site: SITE, fresh: EVER, clock: Date });
  const { site } = manifest.head;
  return {
    site: typeof site === 'string' ? JSON.parse(site) : (site ?? {}),
    addresses: () => addressesOf(manifest, packs),
    get: (url) => app.fetch(new Request(url, { redirect: 'manual' }), {}, { waitUntil: settle }),
  };
}

/** Nothing ends this process before its work is done; what fails there is said by who waits for it. */
const settle = (work: Promise<unknown>) => void work.catch((error) => messageOf(error));

/** Workers KV, as far as the site Worker reads it. */
function kvOf(release: OfflineRelease, packs: ReadonlyMap<string, string>): KVNamespace {
  const live: LiveMetadata = { id: release.id, format: MANIFEST_FORMAT, move: 1, since: 0 };
  const withMetadata = (key: string): { value: unknown; metadata: LiveMetadata | AssetMetadata | null } => {
    if (key === KEYS.live(SITE)) return { value: release.manifest, metadata: live };
    const asset = release.asset(key.slice(KEYS.asset('').length));
    if (!asset) return { value: null, metadata: null };
    const { bytes, type } = asset;
    return { value: new Response(bytes).body, metadata: { type, size: bytes.length } };
  };
  const kv = {
    get: async (keys: string | readonly string[]) =>
      typeof keys === 'string'
        ? (packs.get(keys) ?? null)
        : new Map(keys.map((key) => [key, packs.get(key) ?? null])),
    getWithMetadata: async (key: string) => withMetadata(key),
  };
  return kv as unknown as KVNamespace; // all that our code calls of it
}

async function addressesOf(manifest: Manifest, packs: ReadonlyMap<string, string>): Promise<string[]> {
  const { slash, tables = 0 } = { slash: manifest.head.config.slash, tables: manifest.head.tables };
  // Files have the address of their name, also without an ending.
  const own = manifest.keys('/').filter((key) => !key.includes('{'));
  const literal = own.flatMap((key) => {
    const record = manifest.record<RouteRecord>(key);
    if (!record || !('page' in record || 'file' in record)) return [];
    return 'page' in record ? [spelled(key, slash)] : [key];
  });
  const keys = Array.from({ length: tables }, (_, at) => addressKey(at));
  const read = async (names: readonly string[]) =>
    new Map(names.map((name) => [name, packs.get(KEYS.pack(name)) ?? null]));
  const store = { packs: { read }, memory: new Lru(MEMORY), shared: new SharedLoads() };
  const working = new Working(store, manifest, () => undefined);
  await working.loadKeys(keys);
  const known = keys.flatMap((key) => Object.keys((working.data(key) ?? {}) as AddressTable)); // site/addresses/table made it
  const parts = await partPaths(working, [...own, ...known]);
  const assets = manifest.keys('assets/').filter((key) => manifest.record<Partial<AssetRecord>>(key)?.name);
  return [
    ...literal,
    ...[...known, ...parts].map((path) => spelled(path, slash)),
    ...assets.map((path) => `/${path.split('/').map(encodeURIComponent).join('/')}`),
  ];
}
