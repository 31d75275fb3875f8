import { isText, kindOf } from '../../schema/file.ts';
import { etagOf } from '../../schema/file-etag.ts';
import { type Client, newKey } from '../api/client.ts';
import { isUnknown, Refused } from '../api/refusal.ts';
import { type Batch, site } from '../api/site.ts';
import { hashOf, textOf } from '../folder/read.ts';
import type { Context } from '../frame/context.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import { plural } from '../output/words.ts';
import { Ahead } from './ahead.ts';
import { contentFor } from './hashes.ts';
import { inDryParts, inParts } from './in-parts.ts';
import type { Move } from './plan.ts';

type BatchEdit = Batch['edits'][number];

/** Bytes of texts that travel in the batch itself; what is larger goes ahead. The API takes 8 MiB, and JSON takes more than the text. */
const INLINE = 3 * 1024 * 1024;

/** What was saved, by one batch or several. */
export interface SentMoves {
  readonly files: Saved['files'];
  /** The draft's ETag after it. */
  readonly draft: string;
  /** What is to be said about the site as it then is. */
  readonly diagnostics: Saved['diagnostics'];
  /** Changes of the draft that it took. */
  readonly saves: number;
}

type Saved = Awaited<ReturnType<typeof site.batch>>;

interface Sending {
  /** The draft that was looked at. */
  readonly draft: string;
  readonly dryRun?: boolean;
}

/**
 * Makes all moves in one batch: each only where the draft's file still is what it was seen to be, and all or none. What is too much for
 * one request goes in several, each of which is all or none; what was saved is not sent again by the next command.
 * The key follows from what is sent and from the draft that it was made for: the same push sent twice is done once.
 */
export async function sendMoves(
  ctx: Context,
  client: Client,
  folder: string,
  moves: readonly Move[],
  { draft, dryRun = false }: Sending,
): Promise<SentMoves> {
  ctx.safe.says = 'Nothing was changed: the draft is as it was, and so is the folder.';
  const edits = await prepare(ctx, client, folder, moves);
  const [only] = edits;
  if (!dryRun && only?.text !== undefined && edits.length === 1) {
    noteSaving(ctx, client, 0, 1);
    return {
      ...(await orUnchanged(ctx, sendOne(client, only.path, only.text, only, draft !== ''))),
      saves: 1,
    };
  }
  const files = new Map<string, SentMoves['files'][number]>();
  let last: Saved | undefined;
  const parts = dryRun ? inDryParts(edits) : inParts(edits);
  for (const part of parts) {
    const key = `push-${hashOf(JSON.stringify([client.target.origin, draft, part]))}`;
    if (!dryRun) noteSaving(ctx, client, files.size, edits.length);
    last = dryRun
      ? await site.batch(client, { edits: part, dryRun }, `${key}-dry`)
      : await orUnchanged(ctx, sendAll(client, part, key), files.size, edits.length);
    for (const each of last.files) files.set(each.path, each);
  }
  const saves = parts.length;
  return {
    files: [...files.values()],
    draft: last?.draft ?? draft,
    diagnostics: last?.diagnostics ?? [],
    saves,
  };
}

/** Says what is true when the command stops now. */
function noteSaving(ctx: Context, client: Client, saved: number, all: number): void {
  ctx.terminal.progress(
    `Saving ${plural(all, 'file')} on ${client.target.name}`,
    ...(saved > 0 ? [saved, all] : []),
  );
  ctx.safe.says =
    saved > 0
      ? `The folder is as it was. The draft has ${saved} of ${plural(all, 'file')} of this push, and perhaps more: the same command again goes on with the others.`
      : 'The folder is as it was. The draft has all of this push or none of it: the same command again finds out, and does nothing twice.';
}

/** What is true when a batch is refused: the draft is as it was before it. */
async function orUnchanged<T>(ctx: Context, sending: Promise<T>, saved = 0, all = 0): Promise<T> {
  try {
    return await sending;
  } catch (error) {
    if (error instanceof Refused && error.problem.code !== 'conflict')
      ctx.safe.says =
        saved > 0
          ? `Saved: ${saved} of ${plural(all, 'file')}. The others are as they were, and so is the folder: the same command again goes on with them.`
          : 'Nothing was saved: the draft is as it was, and so is the folder.';
    throw error;
  }
}

/**
 * Where nobody knows how a first try ended, the batch goes again under another key: each edit says what it expects, so what is done
 * already is refused, and then looked at.
 */
async function sendAll(client: Client, edits: BatchEdit[], key: string) {
  try {
    return await site.batch(client, { edits }, key);
  } catch (error) {
    if (!(error instanceof Refused) || !isUnknown(error.problem)) throw error;
    return await site.batch(client, { edits }, newKey());
  }
}

/** One text alone: the answer need not wait for a look at the whole site. */
async function sendOne(
  client: Client,
  path: string,
  text: string,
  { ifMatch, ifNoneMatch }: BatchEdit,
  seesAll: boolean,
) {
  const condition = {
    ...(ifMatch && { 'if-match': ifMatch }),
    ...(ifNoneMatch && { 'if-none-match': ifNoneMatch }),
  };
  const { file, draft: after } = await site.save(client, path, Buffer.from(text), condition);
  // Older servers do not say it, and whoever is bound to a prefix may not ask about the whole.
  const draft = after ?? (seesAll ? (await site.status(client)).draft : '');
  const change = ifNoneMatch === undefined ? ('updated' as const) : ('created' as const);
  return { files: [{ path, change }], draft, diagnostics: file.diagnostics };
}

/** The edits, with what is too large for a batch sent ahead. */
async function prepare(
  ctx: Context,
  client: Client,
  folder: string,
  moves: readonly Move[],
): Promise<BatchEdit[]> {
  const edits: BatchEdit[] = [];
  const ahead = new Ahead(client, (sent) => ctx.terminal.progress('Sending', sent, moves.length));
  let inline = 0;
  for (const { path, hash, expects } of moves) {
    ctx.signal.throwIfAborted();
    const condition = expects === null ? { ifNoneMatch: '*' } : { ifMatch: etagOf(expects) };
    if (hash === null) {
      edits.push({ path, delete: true, ...condition });
      continue;
    }
    const bytes = contentFor(folder, path, hash);
    if (!bytes) throw changedMeanwhile(path);
    const text = isText(kindOf(path)) ? textOf(bytes) : undefined;
    if (isText(kindOf(path)) && text === undefined) throw notText(path);
    if (text !== undefined && inline + bytes.length <= INLINE) {
      inline += bytes.length;
      edits.push({ path, text, ...condition });
    } else {
      edits.push({ path, hash, ...condition });
      await ahead.add({ path, hash, bytes, text });
    }
  }
  await ahead.end();
  return edits;
}

const changedMeanwhile = (path: string) =>
  new CliError(`${path} was saved again while this command ran.`, {
    code: 'file_changes',
    exit: EXIT.found,
    next: 'Run the same command again.',
  });

const notText = (path: string) =>
  new CliError(`${path} is not UTF-8 text, and its kind of file is.`, {
    code: 'not_utf8',
    exit: EXIT.found,
    detail: { path },
    next: `Save it as UTF-8 (iconv -t utf-8), or keep it in assets/ or public/.`,
  });
