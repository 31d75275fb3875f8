import type * as z from 'zod/mini';
import {
  fileListQuery,
  fileListResponse,
  hashesQuery,
  listingQuery,
  listingResponse,
  savedResponse,
  saveQuery,
} from '../../../../schema/api/core.ts';
import { ProblemError } from '../../../../schema/api/problem.ts';
import { mayPublishAll } from '../../../../schema/api/roles.ts';
import { allows } from '../../../../schema/api/scopes.ts';
import { isText, readPath } from '../../../../schema/file.ts';
import { LIMITS } from '../../../../schema/limits.ts';
import { checkPath, type Source, savedFile } from '../../../store/edit.ts';
import { unwrap } from '../../../store/outcome.ts';
import type { FileInfo } from '../../../store/tables/files.ts';
import { CONDITIONS, conditionOf } from '../../http/condition.ts';
import { NEXT_CURSOR } from '../../http/cursor.ts';
import { boundOf } from '../../http/role.ts';
import { decode } from '../../http/text.ts';
import { type Call, operation } from '../../operation.ts';
import { limitsOf, publishedFor } from '../publish-of.ts';
import { released } from '../released.ts';
import { storeAsset } from './assets.ts';
import { sendContent } from './content.ts';

const itsPath = ({ params }: Call) => [params.path ?? ''];

/** The draft's files, one by one. */
export const files = [
  operation({
    id: 'listFiles',
    method: 'GET',
    path: '/files',
    scope: 'read',
    summary: 'List files in path order, page by page',
    query: fileListQuery,
    inParts: 'paths',
    response: fileListResponse,
    paths: ({ query }) => [query.prefix ?? ''],
    async run({ site, query }) {
      const { prefix = '', cursor: after = '', limit = 1_000 } = query;
      const found = await site.list(prefix, after, limit);
      return { body: { files: found.files, cursor: found.cursor ?? null, draft: found.draft } };
    },
  }),
  operation({
    id: 'listColumns',
    method: 'GET',
    path: '/listing',
    scope: 'read',
    summary: 'List files in path order in columns, ten thousand in an answer',
    about:
      'The same place of each column is about the same file. What is found of files, and how large pictures are, GET /files says.',
    query: listingQuery,
    inParts: 'paths',
    response: listingResponse,
    paths: ({ query }) => [query.prefix ?? ''],
    run: async ({ site, query: { prefix = '', cursor = '', limit = 10_000 } }) => ({
      body: await site.columns(prefix, cursor, limit),
    }),
  }),
  operation({
    id: 'listHashes',
    method: 'GET',
    path: '/hashes',
    scope: 'read',
    summary: 'List the SHA-256 of every file, as sha256sum writes them',
    about:
      'One line a file, in path order, all as of one time: the hash, two spaces and the path. Of the whole site the ETag is that of the draft; If-None-Match of one that you know asks for nothing but a 304. With `limit`, the header `x-next-cursor`, percent-encoded as it is, is given as `cursor` to get the next lines, until there is none; they are of another time where the ETag is another.',
    query: hashesQuery,
    inParts: 'paths',
    headers: { 'If-None-Match': 'The ETag of the draft that you know' },
    responseType: 'text/plain',
    statuses: [200, 304],
    paths: ({ query }) => [query.prefix ?? ''],
    run: hashes,
  }),
  operation({
    id: 'getFile',
    method: 'GET',
    path: '/files/{path}',
    scope: 'read',
    summary: 'Download a file as it is in the draft',
    responseType: '*/*',
    paths: itsPath,
    run: download,
  }),
  operation({
    id: 'saveFile',
    method: 'PUT',
    path: '/files/{path}',
    scope: 'write',
    summary: 'Save a file to the draft',
    about: 'A text with an error in it is refused (422, with diagnostics) and nothing changes.',
    query: saveQuery,
    raw: { types: ['*/*'], about: 'The bytes of the file', limit: ({ path = '' }) => limitOf(path) },
    headers: CONDITIONS,
    response: savedResponse,
    statuses: [200, 201],
    paths: itsPath,
    run: save,
  }),
  operation({
    id: 'deleteFile',
    method: 'DELETE',
    path: '/files/{path}',
    scope: 'write',
    summary: 'Remove a file from the draft',
    headers: CONDITIONS,
    paths: itsPath,
    async run({ site, params, request, who }) {
      const edit = { path: params.path ?? '', source: null, ...conditionOf(request) };
      unwrap(await site.commit([edit], who.name, false, boundOf(who)));
      return {};
    },
  }),
];

/** A client that has the current list gets a 304, and the list is not made. */
async function hashes({ site, query, request }: Call<z.infer<typeof hashesQuery>>): Promise<Response> {
  const { prefix = '', ...part } = query;
  const known = prefix === '' ? request.headers.get('if-none-match') : null;
  const { draft, text, cursor } = await site.differences().ofDraft(prefix, known ?? undefined, part);
  const headers = {
    'cache-control': 'no-store',
    ...(prefix === '' && { etag: draft }),
    ...(cursor && { [NEXT_CURSOR]: encodeURIComponent(cursor) }),
  };
  if (text === null) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' } });
}

async function download({ env, site, params }: Call): Promise<Response> {
  const path = params.path ?? '';
  checkPath(path);
  const found = await site.read(path);
  if (!found) throw new ProblemError('not_found', `${path} does not exist`, { path });
  return sendContent(env, path, found);
}

async function save(call: Call<{ publish?: '0' | '1' | 'only' | undefined }>) {
  const { env, site, params, bytes, who, query, request } = call;
  const path = params.path ?? '';
  const text = isText(checkPath(path));
  const publishes = query.publish !== undefined && query.publish !== '0' ? query.publish : undefined;
  if (publishes) checkMayPublish(call, publishes);
  const source: Source = text
    ? { text: decode(bytes, path) }
    : { content: await storeAsset(env, path, bytes) };
  const committed = unwrap(
    await site.commit([{ path, source, ...conditionOf(request) }], who.name, false, boundOf(who)),
  );
  const file = savedFile(committed);
  const release = publishes && (await publishSaved(call, file, publishes));
  const status = committed.files[0]?.change === 'created' ? 201 : 200;
  const body = { file, draft: committed.draft, ...(release && { release }) };
  return { status, body, headers: { etag: file.etag } };
}

/** Publishes what was just saved, with all else of the draft or only that. It stays saved when the publish is refused. */
async function publishSaved({ env, site, who }: Call<unknown>, { path, etag }: FileInfo, what: '1' | 'only') {
  const paths = what === 'only' ? [path] : undefined;
  const result = await site.publish(`Change ${path}`, who.name, undefined, false, paths, limitsOf(who));
  const published = publishedFor(who, result);
  if (published.ok) return released(env, published.value);
  const detail = `${path} is saved in the draft. ${published.detail}`;
  throw new ProblemError(published.code, detail, { ...published.more, etag });
}

function checkMayPublish({ who }: Call<unknown>, what: '1' | 'only'): void {
  const may = allows(who.scopes, 'publish');
  if (may && (what === 'only' || (who.prefix === null && mayPublishAll(who)))) return;
  const whole = what === '1' ? ' for the whole site' : '';
  const only = what === '1' && may ? ' publish=only publishes this file alone.' : '';
  throw new ProblemError(
    'forbidden',
    `publish=${what} needs the scope publish${whole}; ${who.name} lacks it.${only}`,
    { rule: 'scope' },
  );
}

/** Bytes that a file of this path may have. */
function limitOf(path: string): number {
  const read = readPath(path);
  return 'kind' in read && !isText(read.kind) ? LIMITS.assetBytes : LIMITS.textBytes;
}
