import type { Manifest } from '../../release/read-manifest.ts';
import { matches } from '../../release/response/if-none-match.ts';
import { sandboxed, siteFields } from '../../release/response/other-headers.ts';
import { twice } from '../../release/twice.ts';
import { KEYS } from '../../schema/keys.ts';
import type { AssetMetadata } from '../../schema/manifest.ts';
import { part, rangeOf } from './range.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
const REVALIDATE = 'public, max-age=0, must-revalidate';
const NAME = /^\d{1,10}-[0-9a-f]{32}$/;

/** Seconds that KV may take an asset from a location's own cache: its bytes never change. */
const CACHE_TTL = 86_400;

/** The hash in an asset's URL. With it no release is needed, so pages of every release find their assets. */
export function versionOf(url: URL): string | undefined {
  const name = url.pathname.startsWith('/assets/') ? url.searchParams.get('v') : null;
  return name !== null && NAME.test(name) ? name : undefined;
}

/** The address of an asset, and the release whose site.yaml adds headers to it, if there is one. */
export interface AssetAddress {
  readonly manifest: Promise<Manifest | undefined> | Manifest;
  /** The canonical path. */
  readonly path: string;
}

/** Serves `/assets/site.css?v=<name>` for ever, or undefined when there is no such asset. */
export function serveVersion(
  kv: KVNamespace,
  request: Request,
  name: string,
  address: AssetAddress,
): Promise<Response | undefined> {
  return serve(kv, request, name, { caching: FOR_EVER, ...address });
}

/** Serves `/assets/site.css` as the release has it now. */
export function serveCurrent(
  kv: KVNamespace,
  request: Request,
  name: string,
  address: AssetAddress,
): Promise<Response | undefined> {
  return serve(kv, request, name, { caching: REVALIDATE, ...address });
}

async function serve(
  kv: KVNamespace,
  request: Request,
  name: string,
  { caching, manifest: release, path }: AssetAddress & { readonly caching: string },
): Promise<Response | undefined> {
  const etag = `"${name}"`;
  if (matches(request, etag)) {
    const headers = siteFields(await release, path, { usual: { 'cache-control': caching }, fixed: { etag } });
    return new Response(null, { status: 304, headers });
  }
  const options = { type: 'stream', cacheTtl: CACHE_TTL } as const;
  const [{ value, metadata }, manifest] = await Promise.all([
    twice(() => kv.getWithMetadata<AssetMetadata>(KEYS.asset(name), options)),
    release,
  ]);
  if (!value) return undefined;
  const size = metadata?.size;
  const type = metadata?.type ?? 'application/octet-stream';
  const fields = siteFields(manifest, path, {
    usual: { 'content-type': type, 'cache-control': caching, ...sandboxed(type) },
    fixed: { etag, ...(size !== undefined && { 'accept-ranges': 'bytes' }) },
  });
  if (request.method === 'HEAD') {
    await value.cancel();
    return new Response(null, {
      headers: { ...fields, ...(size !== undefined && { 'content-length': `${size}` }) },
    });
  }
  const range = size === undefined ? undefined : rangeOf(request, etag, size);
  return range ? part(value, range, fields) : new Response(value, { headers: fields });
}
