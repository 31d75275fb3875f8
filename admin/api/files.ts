import { type Context, Hono } from 'hono';
import { isText } from '../../schema/file.ts';
import { KEYS } from '../../schema/keys.ts';
import { LIMITS } from '../../schema/limits.ts';
import type { AssetMetadata } from '../../schema/manifest.ts';
import { typeOfAsset } from '../../schema/media.ts';
import { ProblemError } from '../../schema/problem.ts';
import { sha256 } from '../../site/hash.ts';
import { checkPath, type Edit, type Source } from '../store/edit.ts';
import type { Content } from '../store/files.ts';
import { unwrap } from '../store/outcome.ts';
import { readBody } from './body.ts';
import { type AdminBindings, type ApiEnv, siteObject } from './env.ts';
import { released } from './publish.ts';

/** The draft's files, one by one. */
export const files = new Hono<ApiEnv>();

files.get('/files', async (c) => {
  const limit = Math.min(1_000, Math.max(1, Number(c.req.query('limit') ?? 1_000) || 1));
  const { files: found, cursor } = await siteObject(c.env).list(
    c.req.query('prefix') ?? '',
    c.req.query('cursor') ?? '',
    limit,
  );
  return c.json({ files: found, cursor: cursor ?? null });
});

files.get('/files/:path{.+}', async (c) => {
  const path = c.req.param('path');
  checkPath(path);
  const found = await siteObject(c.env).read(path);
  if (!found) throw new ProblemError('not_found', `${path} does not exist`, { path });
  const headers = {
    etag: found.file.etag,
    'content-type': found.asset?.type ?? 'text/plain; charset=utf-8',
    // What authors upload must not run on this origin, whatever it claims to be.
    'content-disposition': 'attachment',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
  if (found.text !== undefined) return new Response(found.text, { headers });
  const bytes = await c.env.KV.get(KEYS.asset(found.asset?.name ?? ''), 'stream');
  if (!bytes)
    throw new ProblemError(
      'unavailable',
      `The bytes of ${path} can not be read right now; try again in a minute`,
      { path },
    );
  return new Response(bytes, { headers });
});

files.put('/files/:path{.+}', async (c) => {
  const path = c.req.param('path');
  const kind = checkPath(path);
  const text = isText(kind);
  const bytes = await readBody(c.req.raw, text ? LIMITS.textBytes : LIMITS.assetBytes, path);
  const source: Source = text
    ? { text: decode(bytes, path) }
    : { content: await storeAsset(c.env, path, bytes) };
  const change = await commitOne(c, { path, source });
  const saved = await siteObject(c.env).read(path);
  if (!saved) throw new ProblemError('conflict', `${path} was removed again while it was saved`, { path });
  const release =
    c.req.query('publish') === '1' ? await publishAfter(c.env, path, c.get('author')) : undefined;
  c.header('etag', saved.file.etag);
  return c.json({ file: saved.file, ...(release && { release }) }, change === 'created' ? 201 : 200);
});

files.delete('/files/:path{.+}', async (c) => {
  await commitOne(c, { path: c.req.param('path'), source: null });
  return c.body(null, 204);
});

/** Makes one edit under the request's conditions. */
async function commitOne(c: Context<ApiEnv>, edit: Pick<Edit, 'path' | 'source'>) {
  const condition = { ifMatch: c.req.header('if-match'), ifNoneMatch: c.req.header('if-none-match') };
  const committed = unwrap(await siteObject(c.env).commit([{ ...edit, ...condition }], c.get('author')));
  return committed.files[0]?.change;
}

async function publishAfter(env: AdminBindings, path: string, author: string) {
  return released(env, unwrap(await siteObject(env).publish(`Change ${path}`, author)));
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ProblemError('invalid', `${path} is not UTF-8. Save it in that encoding and upload it again.`, {
      path,
      rule: 'not_utf8',
    });
  }
}

/** Writes an asset's bytes to KV under the name of their content, once. */
async function storeAsset(
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
