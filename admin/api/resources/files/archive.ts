import { log } from '../../../../release/log.ts';
import { exportQuery, type ImportQuery, importQuery, importResponse } from '../../../../schema/api/batch.ts';
import { ProblemError } from '../../../../schema/api/problem.ts';
import { isFolder, isText, readPath } from '../../../../schema/file.ts';
import { KEYS } from '../../../../schema/keys.ts';
import { ARCHIVE, LIMITS } from '../../../../schema/limits.ts';
import { messageOf } from '../../../../schema/message-of.ts';
import { isSkipped } from '../../../../schema/skipped.ts';
import { archiveSize, type Contents, ZipWriter } from '../../../../schema/zip/write.ts';
import { sha256 } from '../../../../site/hash.ts';
import { ValueReader } from '../../../store/backup/values.ts';
import type { Edit } from '../../../store/edit.ts';
import { unwrap } from '../../../store/outcome.ts';
import { turn } from '../../../store/renders.ts';
import { decode } from '../../http/text.ts';
import { type Call, operation } from '../../operation.ts';
import { Batches, ShortTexts } from '../../zip/batches.ts';
import { Links } from '../../zip/import-links.ts';
import { type BadName, badNames } from '../../zip/import-names.ts';
import { INSTEAD, readZip, type ZipEntry } from '../../zip/read.ts';
import { storeAsset } from './assets.ts';
import { commitAll, tooLarge } from './batch.ts';

/** Bytes of text sent to the store at a time: others wait while it takes them in. */
const GROUP = 256 * 1024;
/** Files that are unpacked before others have their turn: the site's object may be in this isolate too. */
const PAUSE = 20;
/** Files asked of the store at a time. */
const PAGE = 500;
/** Paths asked of it at a time. */
const PATHS = 10_000;

/** The draft as a zip archive, and back. */
export const archive = [
  operation({
    id: 'exportSite',
    method: 'GET',
    path: '/export',
    scope: 'read',
    summary: 'Download the draft as a zip archive',
    query: exportQuery,
    responseType: 'application/zip',
    paths: ({ query }) => [query.prefix ?? ''],
    async run(call) {
      const prefix = call.query.prefix ?? '';
      // With its length in the header, whatever passes it on can tell that it is cut off.
      const sizes = await call.site.sizes(prefix);
      const { readable, writable } = new FixedLengthStream(archiveSize(sizes));
      call.later(writeZip(call, { prefix, sizes }, writable.getWriter()));
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
    raw: {
      types: ['application/zip'],
      about: 'A zip archive of a site',
      limit: () => ARCHIVE.packed,
      instead: INSTEAD,
    },
    response: importResponse,
    idempotent: true,
    run: importZip,
  }),
];

async function importZip(call: Call<ImportQuery>) {
  const { dryRun, rename, replace } = call.query;
  const all = readZip(call.bytes, {
    entries: 2 * LIMITS.filesPerSite,
    total: ARCHIVE.unpacked,
    file: (name) => (isTextPath(name) ? LIMITS.textBytes : LIMITS.assetBytes),
  }).map((entry) => ({ ...entry, name: entry.name.normalize('NFC') }));
  // What systems add lies beside the site's own folder, what is about a project lies in it.
  const inside = withoutTop(all.filter(({ name }) => !isSkipped(name)));
  const entries = inside.filter(({ name }) => !isSkipped(name));
  const kept = new Set(entries.map(({ original }) => original));
  const skipped = all.map(({ name }) => name).filter((name) => !kept.has(name));
  const bad = badNames(entries.map(({ name }) => name));
  if (bad.length > 0 && !isYes(rename)) throw refusedNames(bad, entries.length);
  const renamed = bad.map(({ path, suggestion }) => ({ from: path, to: suggestion }));
  const edits = await toEdits(call, entries, new Map(renamed.map(({ from, to }) => [from, to])));
  const removed = isYes(replace) ? await missingFrom(call, edits) : [];
  const made = await commitAll(call, [...edits, ...removed], isYes(dryRun));
  const told = `${edits.length} files, ${removed.length} removed`;
  if (!isYes(dryRun)) await call.site.noteAudit(call.who.name, 'import', told);
  return { body: { ...made, renamed, skipped } };
}

const isYes = (given: string | undefined) => given === '1' || given === 'true';

/** Reports all problems of names together, so that nobody has to upload again for each. */
function refusedNames(bad: readonly BadName[], files: number): ProblemError {
  const [first] = bad;
  const detail = `Nothing was imported: ${bad.length} of ${files} names are no paths of a site. ${first?.path}: ${first?.detail} With rename=1 all of them get the names that are suggested.`;
  const errors = bad.map(({ path, rule, detail: why, suggestion }) => {
    return { path, code: 'invalid', rule, detail: why, suggestion };
  });
  return new ProblemError('invalid', detail, {
    errors: errors.slice(0, 1_000),
    ...(first && { path: first.path, rule: first.rule }),
  });
}

type Text = { path: string; hash: string; text: string };

function isTextPath(name: string): boolean {
  const read = readPath(name);
  return 'kind' in read && isText(read.kind);
}

/** An entry, and the name that it has in the archive. */
type Named = ZipEntry & { readonly original: string };

/** An archive of a folder has the folder's name before each path. A site has no folder of that name, or none with a `site.yaml` in it. */
function withoutTop(entries: readonly ZipEntry[]): readonly Named[] {
  const top = entries[0]?.name.match(/^[^/]+\//)?.[0];
  const isOwn =
    top !== undefined &&
    isFolder(top.slice(0, -1)) &&
    !entries.some(({ name }) => name === `${top}site.yaml`);
  const alone = top && !isOwn && entries.every(({ name }) => name.startsWith(top));
  const cut = alone ? top.length : 0;
  return entries.map((entry) => ({ ...entry, name: entry.name.slice(cut), original: entry.name }));
}

/** Unpacks every file, under its new name where it has one, and sends all ahead for one batch. */
async function toEdits(
  { env, site }: Call<unknown, unknown>,
  entries: readonly ZipEntry[],
  renamed: ReadonlyMap<string, string>,
): Promise<Edit[]> {
  if (entries.length === 0)
    throw new ProblemError('invalid', 'The archive has no files', { rule: 'zip_empty' });
  const links = renamed.size > 0 ? new Links(renamed) : undefined;
  const later =
    entries.filter(({ name }) => isTextPath(renamed.get(name) ?? name)).length > LIMITS.compiledAtOnce;
  const edits: Edit[] = [];
  let texts: Text[] = [];
  let size = 0;
  for (const entry of entries) {
    const path = renamed.get(entry.name) ?? entry.name;
    const unpacked = await entry.unpack();
    if (edits.length % PAUSE === 0) await turn();
    const bytes = links ? relinked(links, entry.name, unpacked) : unpacked;
    const hash = await sha256(bytes);
    if (isTextPath(path)) {
      if (size + bytes.byteLength > GROUP) {
        unwrap(await site.stageTexts(texts, later));
        texts = [];
        size = 0;
      }
      if (bytes.byteLength > LIMITS.textBytes) throw tooLarge(path);
      texts.push({ path, hash, text: decode(bytes, path) });
      size += bytes.byteLength;
      edits.push({ path, source: { staged: hash } });
    } else edits.push({ path, source: { content: await storeAsset(env, path, bytes) } });
  }
  unwrap(await site.stageTexts(texts, later));
  return edits;
}

/** The bytes of a file with its links as they are now; what is not UTF-8 has none that can be told. */
function relinked(links: Links, path: string, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const linked = links.rewrite(path, text);
    return linked === text ? bytes : Uint8Array.from(new TextEncoder().encode(linked));
  } catch {
    return bytes;
  }
}

async function missingFrom({ site }: Call<unknown, unknown>, edits: readonly Edit[]): Promise<Edit[]> {
  const named = new Set(edits.map(({ path }) => path));
  const removed: Edit[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: { paths: string[]; cursor: string | undefined } = await site.paths(after, PATHS);
    for (const path of page.paths) if (!named.has(path)) removed.push({ path, source: null });
    after = page.cursor;
  }
  return removed;
}

async function writeZip(
  call: Call<unknown, unknown>,
  { prefix, sizes }: { readonly prefix: string; readonly sizes: Contents },
  writer: WritableStreamDefaultWriter<Uint8Array>,
) {
  try {
    const zip = new ZipWriter(sizes);
    const batches = new Batches(writer);
    for await (const [path, bytes] of contents(call, prefix)) {
      await batches.write(zip.header(path, bytes));
      await batches.write(bytes);
    }
    for (const piece of zip.end()) await batches.write(piece);
    await batches.flush();
    await writer.close();
  } catch (error) {
    // The response has begun: an error of the connection is the only way left to say that it is not whole.
    const message = messageOf(error);
    log('error', { at: 'export', message });
    await writer.abort(error).catch(() => undefined);
  }
}

/** The bytes of a file are gone with the next. */
async function* contents(
  { env, site }: Call<unknown, unknown>,
  prefix: string,
): AsyncGenerator<readonly [string, Uint8Array]> {
  const texts = new ShortTexts();
  const values = new ValueReader();
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof site.contents>> = await site.contents(prefix, after, PAGE);
    for (const { path, text, asset } of page.files) {
      if (text !== undefined) yield [path, texts.bytes(text)];
      else yield [path, await values.whole(await assetValue(env.KV, path, asset ?? ''))];
    }
    after = page.cursor;
  }
}

async function assetValue(kv: KVNamespace, path: string, name: string): Promise<ReadableStream> {
  const value = await kv.get(KEYS.asset(name), 'stream');
  if (value) return value;
  throw new Error(`the bytes of ${path} are not in Workers KV: POST /api/repair says what it lost`);
}
