import { isText, kindOf } from '../../schema/file.ts';
import { etagOf } from '../../schema/file-etag.ts';
import { type Client, newKey } from '../api/client.ts';
import { isUnknown, Refused } from '../api/refusal.ts';
import { type Batch, site } from '../api/site.ts';
import { hashOf, textOf } from '../folder/read.ts';
import type { Context } from '../frame/context.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import { plural } from '../output/words.ts';
import { contentFor } from './hashes.ts';
import type { Move } from './plan.ts';

type BatchEdit = Batch['edits'][number];

/** Bytes of texts that travel in the batch itself; what is larger goes ahead. The API takes 8 MiB, and JSON takes more than the text. */
const INLINE = 3 * 1024 * 1024;
/** Uploads at a time. */
const AT_ONCE = 8;

/**
 * Makes all moves in one batch: each only where the draft's file still is what it was seen to be, and all or none.
 * The key follows from what is sent and from the draft that it was made for: the same push sent twice is done once.
 */
export async function sendMoves(
  ctx: Context,
  client: Client,
  folder: string,
  moves: readonly Move[],
  { draft, dryRun = false }: { readonly draft: string; readonly dryRun?: boolean },
) {
  ctx.safe.says = 'Nothing was changed: the draft is as it was, and so is the folder.';
  const edits = await prepare(ctx, client, folder, moves);
  const key = `push-${hashOf(JSON.stringify([client.target.origin, draft, edits]))}`;
  if (dryRun) return site.batch(client, { edits, dryRun }, `${key}-dry`);
  ctx.terminal.progress(`Saving ${plural(moves.length, 'file')} on ${client.target.name}`);
  ctx.safe.says =
    'The folder is as it was. The draft has all of this push or none of it: the same command again finds out, and does nothing twice.';
  try {
    const [only] = edits;
    if (only?.text !== undefined && edits.length === 1)
      return await sendOne(client, only.path, only.text, only, draft !== '');
    return await sendAll(client, edits, key);
  } catch (error) {
    if (error instanceof Refused && error.problem.code !== 'conflict')
      ctx.safe.says = 'Nothing was saved: the draft is as it was, and so is the folder.';
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

async function prepare(
  ctx: Context,
  client: Client,
  folder: string,
  moves: readonly Move[],
): Promise<BatchEdit[]> {
  const edits: BatchEdit[] = [];
  const ahead: { path: string; hash: string; bytes: Buffer }[] = [];
  let inline = 0;
  for (const { path, hash, expects } of moves) {
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
      ahead.push({ path, hash, bytes });
      edits.push({ path, hash, ...condition });
    }
  }
  let sent = 0;
  await inTurns(ahead, AT_ONCE, async ({ path, hash, bytes }) => {
    await site.blob(client, path, hash, bytes);
    ctx.terminal.progress('Sending', ++sent, ahead.length);
  });
  return edits;
}

/** Runs `work` for each, some at a time; the first that fails ends all. */
export async function inTurns<T>(
  all: readonly T[],
  atOnce: number,
  work: (each: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  const run = async () => {
    for (let each = all[next++]; each !== undefined && !failed; each = all[next++]) {
      try {
        await work(each);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, run));
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
