import { KEYS } from '../../schema/keys.ts';
import type { AssetMetadata } from '../../schema/manifest.ts';
import { typeOfAsset } from '../../schema/media.ts';
import { sha256 } from '../../site/hash.ts';
import type { Content } from '../store/files.ts';
import { type AdminBindings, siteObject } from './env.ts';

/** Writes an asset's bytes to KV under the name of their content, once. */
export async function storeAsset(
  env: AdminBindings,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Content> {
  const type = typeOfAsset(path);
  const bytesHash = await sha256(bytes);
  const { name, hash, stored } = await siteObject(env).assetName(bytesHash, type);
  const metadata: AssetMetadata = { type };
  if (!stored) {
    await env.KV.put(KEYS.asset(name), bytes, { metadata });
    await siteObject(env).noteAsset(name, hash, bytes.byteLength);
  }
  return { hash: bytesHash, size: bytes.byteLength, asset: { name, type } };
}
