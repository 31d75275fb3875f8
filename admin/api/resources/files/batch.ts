import type * as z from 'zod/mini';
import { log } from '../../../../release/log.ts';
import {
  type BatchEdit,
  batchRequest,
  batchResponse,
  blobQuery,
  blobResponse,
  stagedResponse,
  textsRequest,
} from '../../../../schema/api/batch.ts';
import { ProblemError } from '../../../../schema/api/problem.ts';
import type { Diagnostic } from '../../../../schema/diagnostic.ts';
import { isText } from '../../../../schema/file.ts';
import { LIMITS } from '../../../../schema/limits.ts';
import { messageOf } from '../../../../schema/message-of.ts';
import { utf8Length } from '../../../../schema/text/utf8.ts';
import { sha256 } from '../../../../site/hash.ts';
import { isFree } from '../../../store/bound.ts';
import type { Drafts } from '../../../store/drafts.ts';
import { checkPath, type Edit, type Source } from '../../../store/edit.ts';
import { unwrap } from '../../../store/outcome.ts';
import { boundOf } from '../../http/role.ts';
import { decode } from '../../http/text.ts';
import { type Call, operation } from '../../operation.ts';
import { storeAsset } from './assets.ts';

/** Many files at once, all or none. */
export const batch = [
  operation({
    id: 'stageBlob',
    method: 'PUT',
    path: '/blobs/{sha256}',
    scope: 'write',
    summary: "Send a file's bytes ahead of the batch that will name them",
    about:
      'They are kept for a day. A text with an error in it can be sent; a batch that names it is refused.',
    query: blobQuery,
    raw: { types: ['*/*'], about: 'The bytes', limit: () => LIMITS.assetBytes },
    response: blobResponse,
    paths: ({ query }) => [query.path],
    run: stage,
  }),
  operation({
    id: 'stageTexts',
    method: 'POST',
    path: '/blobs',
    scope: 'write',
    summary: 'Send many texts ahead of the batch that will name them',
    about: 'They are kept for a day. What is wrong with one is said when a batch names it.',
    body: textsRequest,
    response: stagedResponse,
    paths: ({ body }) => body.texts.map(({ path }) => path),
    run: stageTexts,
  }),
  operation({
    id: 'batch',
    method: 'POST',
    path: '/batch',
    scope: 'write',
    summary: 'Save, copy and remove any number of files in one step: all, or none',
    about:
      'Of a batch with more than 500 texts that are not compiled yet, the others are compiled after it is saved: the status says how far that is, a publish waits for it, and tells what is wrong with them.',
    body: batchRequest,
    response: batchResponse,
    idempotent: true,
    paths: ({ body }) =>
      body.edits.flatMap(({ path, copyOf }) => [path, ...(copyOf === undefined ? [] : [copyOf])]),
    async run(call) {
      return { body: await commitAll(call, call.body.edits.map(toEdit), call.body.dryRun ?? false) };
    },
  }),
];

/** Makes edits, or only says what they would do; with the findings about the whole site after them. */
export async function commitAll(
  { site, who }: Call<unknown, unknown>,
  edits: readonly Edit[],
  dryRun: boolean,
) {
  const { files, draft } = unwrap(await site.commit(edits, who.name, dryRun, boundOf(who)));
  const sources = await Promise.all(
    edits.map(async ({ path, source }) => [path, await hashOf(source)] as const),
  );
  return { files, draft, diagnostics: (await findings(site, sources)).slice(0, 1_000) };
}

/** The files are saved: that this fails, on a site that is too large to be looked at here, must not say that they are not. */
async function findings(
  site: Call['site'],
  sources: Parameters<Drafts['diagnose']>[0],
): Promise<readonly Diagnostic[]> {
  try {
    return unwrap(await site.drafts().diagnose(sources));
  } catch (error) {
    log('error', { at: 'diagnose', message: messageOf(error) });
    return [];
  }
}

async function stage({ env, site, params, query, bytes }: Call<{ path: string }>) {
  const { path } = query;
  const hash = params.sha256 ?? '';
  const text = isText(checkPath(path));
  if ((await sha256(bytes)) !== hash)
    throw new ProblemError('invalid', `The bytes that came for ${path} have another SHA-256 than ${hash}`, {
      path,
      rule: 'blob_hash',
    });
  const size = bytes.byteLength;
  if (!text) {
    unwrap(await site.stageAsset(path, await storeAsset(env, path, bytes)));
    return { body: { path, hash, size, diagnostics: [] } };
  }
  if (size > LIMITS.textBytes) throw tooLarge(path);
  const diagnostics = unwrap(await site.stageText(path, hash, decode(bytes, path)));
  return { body: { path, hash, size, diagnostics } };
}

async function stageTexts({ site, who, body }: Call<unknown, z.infer<typeof textsRequest>>) {
  const large = body.texts.find(({ text }) => utf8Length(text) > LIMITS.textBytes);
  if (large) throw tooLarge(large.path);
  const texts = await Promise.all(
    body.texts.map(async ({ path, text }) => ({ path, text, hash: await sha256(text) })),
  );
  // A batch of who may not change all files looks at what they are compiled to: done here, it is not much at once.
  unwrap(await site.stageTexts(texts, isFree(boundOf(who))));
  return { body: { hashes: texts.map(({ hash }) => hash) } };
}

/** Why a text is not taken. */
export const tooLarge = (path: string) =>
  new ProblemError('too_large', `${path} is larger than the ${LIMITS.textBytes} bytes that are allowed`, {
    path,
    limit: LIMITS.textBytes,
    rule: 'file_size',
  });

function toEdit(edit: BatchEdit): Edit {
  const { path, ifMatch, ifNoneMatch } = edit;
  return { path, source: toSource(edit), ifMatch, ifNoneMatch };
}

function toSource({ hash, text, copyOf, version }: BatchEdit): Source {
  if (hash !== undefined) return { staged: hash };
  if (text !== undefined) return { text };
  if (copyOf !== undefined) return { copyOf };
  return version === undefined ? null : { version };
}

/** The hash of what an edit brings; null for a deletion, undefined for what the store knows better. */
async function hashOf(source: Source): Promise<string | null | undefined> {
  if (source === null) return null;
  if ('staged' in source) return source.staged;
  if ('content' in source) return source.content.hash;
  return 'text' in source ? sha256(source.text) : undefined;
}
