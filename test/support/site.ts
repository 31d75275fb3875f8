import { MANIFEST_FORMAT } from '../../schema/format.ts';
import { KEYS } from '../../schema/keys.ts';
import type { LiveMetadata } from '../../schema/manifest.ts';
import type { Built } from './build-site.ts';

/** Writes a release to KV and makes it live, in the order in which the admin does. */
export async function publishTo(kv: KVNamespace, built: Built, move = 1, site = 'main'): Promise<void> {
  for (const { name, type, text } of built.assets.values())
    await kv.put(KEYS.asset(name), text, { metadata: { type, size: text.length } });
  for (const pack of built.packs) await kv.put(KEYS.pack(pack.name), pack.text);
  const metadata: LiveMetadata = { id: built.id, format: MANIFEST_FORMAT, move, since: 0 };
  await kv.put(KEYS.live(site), built.manifest, { metadata });
}
