import { ProblemError } from '../../../../schema/api/problem.ts';
import { KEYS } from '../../../../schema/keys.ts';
import type { AssetMetadata } from '../../../../schema/manifest.ts';
import { typeOfAsset } from '../../../../schema/media.ts';
import { messageOf } from '../../../../schema/message-of.ts';
import { pictureOf } from '../../../../site/files/picture.ts';
import { sha256 } from '../../../../site/hash.ts';
import type { Content } from '../../../store/tables/changes.ts';
import { type AdminBindings, siteObject } from '../../env.ts';

/** Writes an asset's bytes to KV under the name of their content, unless they are there: KV is asked, as it may have lost them. */
export async function storeAsset(
  env: AdminBindings,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Content> {
  const type = typeOfAsset(path);
  const bytesHash = await sha256(bytes);
  const { name, hash, stored, measured } = await siteObject(env).assetName(bytesHash, type);
  const picture = measured ? undefined : await pictureOf(type, bytes);
  const metadata: AssetMetadata = { type, size: bytes.byteLength };
  if (!stored || !(await isThere(env.KV, KEYS.asset(name)))) {
    await put(env.KV, KEYS.asset(name), bytes, metadata, path);
    await siteObject(env).noteAsset(name, hash, bytes.byteLength);
  }
  if (picture) await siteObject(env).notePicture(name, ...picture);
  return { hash: bytesHash, size: bytes.byteLength, asset: { name, type } };
}

/** Whether KV has a value. Where that can't be found out, it is written again: the same bytes under the same name. */
async function isThere(kv: KVNamespace, key: string): Promise<boolean> {
  try {
    const value = await kv.get(key, 'stream');
    await value?.cancel();
    return value !== null;
  } catch {
    return false;
  }
}

/** When KV refuses, it is a limit of the platform or a passing fault. The error says so, and nothing has changed. */
async function put(
  kv: KVNamespace,
  key: string,
  bytes: Uint8Array<ArrayBuffer>,
  metadata: AssetMetadata,
  path: string,
): Promise<void> {
  try {
    await kv.put(key, bytes, { metadata });
  } catch (error) {
    const said = messageOf(error);
    const advice =
      'Nothing was changed; what was sent before is kept. The free plan takes 1,000 KV writes a day.';
    throw new ProblemError('unavailable', `Workers KV did not take the bytes of ${path}: ${said} ${advice}`, {
      path,
      rule: 'kv_write',
    });
  }
}
