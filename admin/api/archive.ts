import { Zip, ZipPassThrough } from 'fflate';
import { batchAnswer, exportQuery, importQuery } from '../../schema/api-batch.ts';
import { isText, readPath } from '../../schema/file.ts';
import { KEYS } from '../../schema/keys.ts';
import { LIMITS } from '../../schema/limits.ts';
import { ProblemError } from '../../schema/problem.ts';
import { sha256 } from '../../site/hash.ts';
import { checkPath, type Edit } from '../store/edit.ts';
import type { Sizes } from '../store/files.ts';
import { unwrap } from '../store/outcome.ts';
import { storeAsset } from './assets.ts';
import { commitAll } from './batch.ts';
import { type Call, operation } from './operation.ts';
import { decode } from './text.ts';
import { readZip, type ZipEntry } from './zip-read.ts';

/** Bytes of an archive, and of what is in it: both are in memory, of which a Worker has 128 MB. */
const ARCHIVE = { packed: 32 * 1024 * 1024, unpacked: 64 * 1024 * 1024 };
/** Bytes of text sent to the store at a time: far below the 32 MiB that a call may carry. */
const GROUP = 4 * 1024 * 1024;
/** Files asked of the store at a time. */
const PAGE = 100;

/** The draft as a zip archive, and back. */
export const archive = [
  operation({
    id: 'exportSite',
    method: 'GET',
    path: '/export',
    scope: 'read',
    summary: 'Download the draft as a zip archive',
    query: exportQuery,
    answerType: 'application/zip',
    paths: ({ query }) => [query.prefix ?? ''],
    async run(call) {
      const prefix = call.query.prefix ?? '';
      // With its length in the header, whatever passes it on can tell that it is cut off.
      const length = archiveSize(await call.site.sizes(prefix));
      const { readable, writable } = new FixedLengthStream(length);
      call.later(writeZip(call, prefix, writable.getWriter()));
      return new Response(readable, {
        headers: {
          'content-type': 'application/zip',
          'content-disposition': 'attachment; filename="site.zip"',
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        },
      });
    },
  }),
  operation({
    id: 'importSite',
    method: 'POST',
    path: '/import',
    scope: 'write',
    summary: 'Save all files of a zip archive in one step: all, or none',
    query: importQuery,
    raw: { types: ['application/zip'], about: 'A zip archive of a site', limit: () => ARCHIVE.packed },
    answer: batchAnswer,
    idempotent: true,
    async run(call) {
      const entries = readZip(call.bytes, {
        entries: 2 * LIMITS.filesPerSite,
        total: ARCHIVE.unpacked,
        file: (name) => (isTextPath(name) ? LIMITS.textBytes : LIMITS.assetBytes),
      }).filter(({ name }) => !isJunk(name));
      const edits = await toEdits(call, withoutTop(entries));
      const removed = call.query.replace === '1' ? await missingFrom(call, edits) : [];
      const dryRun = call.query.dryRun === '1';
      const body = await commitAll(call, [...edits, ...removed], dryRun);
      const told = `${edits.length} files, ${removed.length} removed`;
      if (!dryRun) await call.site.noteAudit(call.who.name, 'import', told);
      return { body };
    },
  }),
];

type Text = { path: string; hash: string; text: string };

function isTextPath(name: string): boolean {
  const read = readPath(name);
  return 'kind' in read && isText(read.kind);
}

/** What operating systems put into archives by themselves. */
const isJunk = (name: string) => /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$)/.test(name);

const FOLDERS = /^(?:pages|layouts|partials|data|samples|assets)\/$/;

/** An archive of a folder has the folder's name before each path; a site has no folder of that name. */
function withoutTop(entries: readonly ZipEntry[]): readonly ZipEntry[] {
  const top = entries[0]?.name.match(/^[^/]+\//)?.[0];
  const alone = top && !FOLDERS.test(top) && entries.every(({ name }) => name.startsWith(top));
  if (!alone) return entries;
  return entries.map((entry) => ({ ...entry, name: entry.name.slice(top.length) }));
}

/** Checks every path before any byte is unpacked; then sends all ahead for one batch. */
async function toEdits({ env, site }: Call<unknown, unknown>, entries: readonly ZipEntry[]): Promise<Edit[]> {
  if (entries.length === 0)
    throw new ProblemError('invalid', 'The archive has no files', { rule: 'zip_empty' });
  for (const { name } of entries) checkPath(name);
  const edits: Edit[] = [];
  let texts: Text[] = [];
  let size = 0;
  for (const entry of entries) {
    const path = entry.name;
    const bytes = await entry.unpack();
    const hash = await sha256(bytes);
    if (isTextPath(path)) {
      if (size + bytes.byteLength > GROUP) {
        unwrap(await site.stageTexts(texts));
        texts = [];
        size = 0;
      }
      texts.push({ path, hash, text: decode(bytes, path) });
      size += bytes.byteLength;
      edits.push({ path, source: { staged: hash } });
    } else edits.push({ path, source: { content: await storeAsset(env, path, bytes) } });
  }
  unwrap(await site.stageTexts(texts));
  return edits;
}

async function missingFrom({ site }: Call<unknown, unknown>, edits: readonly Edit[]): Promise<Edit[]> {
  const named = new Set(edits.map(({ path }) => path));
  const removed: Edit[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: { files: { path: string }[]; cursor: string | undefined } = await site.list('', after, 1_000);
    for (const { path } of page.files) if (!named.has(path)) removed.push({ path, source: null });
    after = page.cursor;
  }
  return removed;
}

/** Bytes of headers: before and behind each file, in the directory, and at its end. Paths have a byte a character. */
const HEADERS = { file: 30 + 16 + 46, end: 22 };

function archiveSize({ files, bytes, characters }: Sizes): number {
  return files * HEADERS.file + bytes + 2 * characters + HEADERS.end;
}

async function writeZip(
  call: Call<unknown, unknown>,
  prefix: string,
  writer: WritableStreamDefaultWriter<Uint8Array>,
) {
  const written: Promise<void>[] = [];
  const zip = new Zip((error, chunk, last) => {
    if (error) written.push(Promise.reject(error));
    else written.push(writer.write(chunk));
    if (last) written.push(writer.close());
  });
  try {
    for await (const [path, bytes] of contents(call, prefix)) {
      const file = new ZipPassThrough(path);
      zip.add(file);
      file.push(bytes, true);
      await Promise.all(written.splice(0));
    }
    zip.end();
    await Promise.all(written);
  } catch (error) {
    // The answer has begun: an error of the connection is the only way left to say that it is not whole.
    const message = error instanceof Error ? error.message : String(error);
    console.error(JSON.stringify({ level: 'error', at: 'export', message }));
    await writer.abort(error).catch(() => undefined);
  }
}

async function* contents(
  { env, site }: Call<unknown, unknown>,
  prefix: string,
): AsyncGenerator<readonly [string, Uint8Array]> {
  const encoder = new TextEncoder();
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof site.contents>> = await site.contents(prefix, after, PAGE);
    for (const { path, text, asset } of page.files) {
      if (text !== undefined) yield [path, encoder.encode(text)];
      else yield [path, await assetBytes(env.KV, path, asset ?? '')];
    }
    after = page.cursor;
  }
}

async function assetBytes(kv: KVNamespace, path: string, name: string): Promise<Uint8Array> {
  const bytes = await kv.get(KEYS.asset(name), 'arrayBuffer');
  if (bytes) return new Uint8Array(bytes);
  throw new Error(`the bytes of ${path} are not in Workers KV: POST /api/repair says what it lost`);
}
