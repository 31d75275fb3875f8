import { KEYS } from '../schema/keys.ts';
import type { AssetMetadata, AssetRecord } from '../schema/manifest.ts';
import type { Manifest } from './manifest.ts';
import { matches } from './respond.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
const REVALIDATE = 'public, max-age=0, must-revalidate';
const NAME = /^\d{1,10}-[0-9a-f]{32}$/;

/** Seconds that KV may answer an asset from a location's own cache: its bytes never change. */
const CACHE_TTL = 86_400;

/** An asset by the hash in its URL: needs no release, so the pages of any release find theirs. */
export function versionOf(url: URL): string | undefined {
  const name = url.pathname.startsWith('/assets/') ? url.searchParams.get('v') : null;
  return name !== null && NAME.test(name) ? name : undefined;
}

/** Serves `/assets/site.css?v=<name>` for ever, or undefined when there is no such asset. */
export function serveVersion(kv: KVNamespace, request: Request, name: string): Promise<Response | undefined> {
  return serve(kv, request, name, FOR_EVER);
}

/** Serves `/assets/site.css` as the release has it now. */
export async function serveCurrent(
  kv: KVNamespace,
  request: Request,
  manifest: Manifest,
  path: string,
): Promise<Response | undefined> {
  const asset = manifest.record<AssetRecord>(path.slice(1));
  return asset && serve(kv, request, asset.name, REVALIDATE);
}

async function serve(
  kv: KVNamespace,
  request: Request,
  name: string,
  caching: string,
): Promise<Response | undefined> {
  const etag = `"${name}"`;
  const headers = { etag, 'cache-control': caching, 'x-content-type-options': 'nosniff' };
  if (matches(request, etag)) return new Response(null, { status: 304, headers });
  const { value, metadata } = await kv.getWithMetadata<AssetMetadata>(KEYS.asset(name), {
    type: 'stream',
    cacheTtl: CACHE_TTL,
  });
  if (!value) return undefined;
  const size = metadata?.size;
  const fields = {
    ...headers,
    'content-type': metadata?.type ?? 'application/octet-stream',
    ...(size !== undefined && { 'accept-ranges': 'bytes' }),
  };
  if (request.method === 'HEAD') {
    await value.cancel();
    return new Response(null, {
      headers: { ...fields, ...(size !== undefined && { 'content-length': `${size}` }) },
    });
  }
  const range = size === undefined ? undefined : rangeOf(request, etag, size);
  return range ? part(value, range, fields) : new Response(value, { headers: fields });
}

interface Range {
  readonly first: number;
  /** Included. */
  readonly last: number;
  readonly size: number;
}

/** The one range that a request asks for (RFC 9110, section 14.2); several at once, or of another version, are not heeded. */
function rangeOf({ headers }: Request, etag: string, size: number): Range | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(headers.get('range') ?? '') ?? [];
  if (!(from || to) || (headers.get('if-range') ?? etag) !== etag) return undefined;
  if (!from) return { first: Math.max(0, size - Number(to)), last: size - 1, size };
  return { first: Number(from), last: Math.min(to ? Number(to) : size, size - 1), size };
}

async function part(
  value: ReadableStream,
  { first, last, size }: Range,
  fields: HeadersInit,
): Promise<Response> {
  const headers = new Headers(fields);
  if (first > last) {
    await value.cancel();
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set('content-range', `bytes ${first}-${last}/${size}`);
  const bytes = await new Response(value).arrayBuffer();
  return new Response(bytes.slice(first, last + 1), { status: 206, headers });
}
