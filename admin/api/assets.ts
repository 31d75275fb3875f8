import { KEYS } from '../../schema/keys.ts';
import type { AssetMetadata } from '../../schema/manifest.ts';
import { typeOfAsset } from '../../schema/media.ts';
import { ProblemError } from '../../schema/problem.ts';
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
  const metadata: AssetMetadata = { type, size: bytes.byteLength };
  if (!stored) {
    await putOnce(env.KV, KEYS.asset(name), bytes, metadata, path);
    await siteObject(env).noteAsset(name, hash, bytes.byteLength);
  }
  return { hash: bytesHash, size: bytes.byteLength, asset: { name, type } };
}

/** KV refusing is the platform's limit or a passing fault: told as such, with nothing changed. */
async function putOnce(
  kv: KVNamespace,
  key: string,
  bytes: Uint8Array<ArrayBuffer>,
  metadata: AssetMetadata,
  path: string,
): Promise<void> {
  try {
    await kv.put(key, bytes, { metadata });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const advice =
      'Nothing was changed; what was sent before is kept. The free plan takes 1,000 KV writes a day.';
    throw new ProblemError('unavailable', `Workers KV did not take the bytes of ${path}: ${said} ${advice}`, {
      path,
      rule: 'kv_write',
    });
  }
}
