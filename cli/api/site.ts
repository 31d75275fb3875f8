import * as z from 'zod/mini';
import {
  type batchRequest,
  batchResponse,
  blobResponse,
  importResponse,
  stagedResponse,
  type textsRequest,
} from '../../schema/api/batch.ts';
import {
  codeResponse,
  fileListResponse,
  type fileSchema,
  identitySchema,
  publishedSchema,
  type publishRequest,
  releaseListResponse,
  releaseSchema,
  savedResponse,
  statusResponse,
} from '../../schema/api/core.ts';
import { diffResponse, historyResponse, releaseResponse } from '../../schema/api/history.ts';
import { previewMadeResponse, type previewRequest } from '../../schema/api/previews.ts';
import type { Client } from './client.ts';
import { Refused } from './refusal.ts';

export type FileInfo = z.infer<typeof fileSchema>;
/** Servers of other versions say less, or more: only what a command can't do without is asked for. */
const statusSchema = z.partial(statusResponse, { compiling: true, limits: true });
export type Status = z.infer<typeof statusSchema>;
export type Published = z.infer<typeof publishedSchema>;
export type Batch = z.input<typeof batchRequest>;
export type Diff = z.infer<typeof diffResponse>;

const query = (values: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as [string, string]],
  );
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
};

/** Hashes as `sha256sum` writes them, and the draft that has them. */
interface HashLines {
  readonly draft: string;
  readonly text: string;
  /** As an address has it; '' at the end. */
  readonly cursor: string;
}

/** Files whose hashes an answer has. */
const HASHES = 20_000;

async function hashLines(client: Client, path: string): Promise<HashLines> {
  const { body, headers } = await client.call(get(path));
  return {
    draft: headers.etag ?? '',
    text: body.toString('utf8'),
    cursor: String(headers['x-next-cursor'] ?? ''),
  };
}

const filePath = (path: string) => `/files/${path.split('/').map(encodeURIComponent).join('/')}`;
const get = (path: string) => ({ method: 'GET', path, again: true });

/** Differences that are shown, and that an answer has where all are wanted. */
const FEW = 20;
const DIFFERENCES = 10_000;

/** Servers of before know no parts: they answer all. */
async function partOfDiff(
  client: Client,
  { limit, cursor, ...sides }: { from: string; to: string; limit: number; cursor?: string },
): Promise<Diff> {
  try {
    return await client.json(get(`/diff${query({ ...sides, limit, cursor })}`), diffResponse);
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.code !== 'invalid' || cursor !== undefined) throw error;
    return client.json(get(`/diff${query(sides)}`), diffResponse);
  }
}

/** What the API can do, by the names of its operations. */
export const site = {
  session: (client: Client) => client.json(get('/session'), identitySchema),
  status: (client: Client) => client.json(get('/status'), statusSchema),
  /** The hashes of all files below a prefix, and the draft that has them; undefined where the server is too old to tell. */
  async hashes(client: Client, prefix: string): Promise<HashLines | undefined> {
    try {
      return await hashLines(client, `/hashes${query({ prefix: prefix || undefined })}`);
    } catch (error) {
      if (error instanceof Refused && error.problem.code === 'not_found') return undefined;
      throw error;
    }
  },
  /** The same part by part, of the whole site; undefined where the server is too old for that. */
  async someHashes(client: Client, cursor: string): Promise<HashLines | undefined> {
    try {
      return await hashLines(client, `/hashes?limit=${HASHES}${cursor && `&cursor=${cursor}`}`);
    } catch (error) {
      if (error instanceof Refused && ['not_found', 'invalid'].includes(error.problem.code)) return undefined;
      throw error;
    }
  },
  /** All files below a prefix. */
  async files(client: Client, prefix: string, each?: (sum: number) => void): Promise<FileInfo[]> {
    const all: FileInfo[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const found: z.infer<typeof fileListResponse> = await client.json(
        get(`/files${query({ prefix: prefix || undefined, cursor: cursor || undefined, limit: 1_000 })}`),
        fileListResponse,
      );
      all.push(...found.files);
      each?.(all.length);
      cursor = found.cursor ?? undefined;
    }
    return all;
  },
  /** Its bytes in the draft, and its ETag. */
  async file(client: Client, path: string): Promise<{ bytes: Buffer; etag: string }> {
    const { body, headers } = await client.call(get(filePath(path)));
    return { bytes: body, etag: headers.etag ?? '' };
  },
  /** Saves one file, when the draft's is what `condition` says. */
  save: (client: Client, path: string, bytes: Uint8Array, condition: Readonly<Record<string, string>>) =>
    client.json(
      { method: 'PUT', path: filePath(path), bytes, headers: condition, again: true },
      savedResponse,
    ),
  history: (client: Client, path: string, before?: number) =>
    client.json(get(`${filePath(path)}/history${query({ before, limit: 200 })}`), historyResponse),
  version: async (client: Client, path: string, version: number) =>
    (await client.call(get(`${filePath(path)}/history${query({ version })}`))).body,
  blob: (client: Client, path: string, hash: string, bytes: Uint8Array) =>
    client.json(
      { method: 'PUT', path: `/blobs/${hash}${query({ path })}`, bytes, again: true },
      blobResponse,
    ),
  /** Sends texts ahead, many at once; false where the server is too old for that. */
  async texts(client: Client, texts: z.input<typeof textsRequest>['texts']): Promise<boolean> {
    try {
      await client.json(
        { method: 'POST', path: '/blobs', json: { texts }, again: true, patience: 120_000 },
        stagedResponse,
      );
      return true;
    } catch (error) {
      if (error instanceof Refused && ['not_found', 'method_not_allowed'].includes(error.problem.code))
        return false;
      throw error;
    }
  },
  batch: (client: Client, json: Batch, key: string) =>
    client.json(
      // 10,000 files take minutes on a small machine.
      {
        method: 'POST',
        path: '/batch',
        json,
        again: true,
        patience: 300_000,
        headers: { 'idempotency-key': key },
      },
      batchResponse,
    ),
  publish: (client: Client, json: z.input<typeof publishRequest>, key: string) =>
    client.json(
      { method: 'POST', path: '/publish', json, again: true, headers: { 'idempotency-key': key } },
      publishedSchema,
    ),
  cancel: (client: Client, release: string) =>
    client.json({ method: 'DELETE', path: `/publish${query({ release })}` }, releaseSchema),
  releases: (client: Client, limit: number, before?: number) =>
    client.json(get(`/releases${query({ limit, before })}`), releaseListResponse),
  /** A release, without what it was made of: that may be megabytes. */
  release: (client: Client, id: string) =>
    client.json(get(`/releases/${encodeURIComponent(id)}?limit=1`), releaseResponse),
  /** What each page of a release takes. */
  pagesOf: async (client: Client, id: string) =>
    (await client.json(get(`/releases/${encodeURIComponent(id)}`), releaseResponse)).pages,
  setLive: (client: Client, release: string) =>
    client.json({ method: 'PUT', path: '/live', json: { release }, again: true }, statusSchema),
  diff: (client: Client, from: string, to: string, more: { path?: string; url?: string } = {}) =>
    client.json(get(`/diff${query({ from, to, ...more })}`), diffResponse),
  /** The first files that differ, and how many do; all of them part by part where `all`. */
  async differing(client: Client, from: string, to: string, all: boolean): Promise<Diff & { count: number }> {
    const part = (limit: number, cursor?: string) =>
      partOfDiff(client, { from, to, limit, ...(cursor !== undefined && { cursor }) });
    let found = await part(all ? DIFFERENCES : FEW);
    const files = [...found.files];
    const { count = files.length } = found;
    while (all && found.cursor) {
      found = await part(DIFFERENCES, found.cursor);
      for (const each of found.files) files.push(each);
    }
    return { ...found, files, count };
  },
  preview: (client: Client, json: z.input<typeof previewRequest>) =>
    client.json({ method: 'POST', path: '/previews', json }, previewMadeResponse),
  export: async (client: Client, prefix?: string) =>
    (await client.call({ ...get(`/export${query({ prefix })}`), patience: 120_000 })).body,
  import: (
    client: Client,
    bytes: Uint8Array,
    flags: { replace?: string; dryRun?: string; rename?: string },
    key: string,
  ) =>
    client.json(
      {
        method: 'POST',
        path: `/import${query(flags)}`,
        bytes,
        again: true,
        headers: { 'content-type': 'application/zip', 'idempotency-key': key },
        patience: 120_000,
      },
      importResponse,
    ),
  code: (client: Client) => client.json({ method: 'POST', path: '/sign-in-codes', json: {} }, codeResponse),
  /** Trades a one-use code for a session; answers its cookie. */
  async begin(client: Client, code: string): Promise<{ cookie: string }> {
    const { headers } = await client.call({
      method: 'POST',
      path: '/session',
      json: { code },
      headers: { origin: client.target.origin },
    });
    return { cookie: (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '' };
  },
  end: (client: Client) => client.call({ method: 'DELETE', path: '/session' }),
};
