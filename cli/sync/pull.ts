import { unzipSync } from 'fflate';
import type { Client } from '../api/client.ts';
import { site } from '../api/site.ts';
import { hashOf, readWhole } from '../folder/read.ts';
import { scanPath } from '../folder/scan.ts';
import { removeFile, writeWhole } from '../folder/write.ts';
import type { Context } from '../frame/context.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import { plural } from '../output/words.ts';
import { inTurns } from './in-turns.ts';
import { caseClashes, type Move, type Plan, planPull, type SyncRequest, select } from './plan.ts';
import { type Looked, lookFor, noteDone } from './sync.ts';

export interface Pulled extends Pick<Plan, 'moves' | 'conflicts' | 'kept'> {
  /** What only the folder has changed. */
  readonly ahead: readonly string[];
}

/** Files from which on the whole site is asked for as an archive, where that is at most so many times as large. */
const MANY = 200;
const LARGER = 10;
const AT_ONCE = 8;

export async function lookForPull(ctx: Context, client: Client, request: SyncRequest): Promise<Looked> {
  const sides = await lookFor(ctx, client, request);
  const plan = planPull(select(sides.differences, request.only), request);
  const [clash] = caseClashes(sides.here.keys(), plan.moves);
  if (clash)
    throw new CliError(`${clash[0]} and ${clash[1]} differ only in case: some disks keep only one of them.`, {
      code: 'path_case',
      exit: EXIT.conflict,
      next: `Rename ${clash[0]} here, or pull with --delete when it is gone there.`,
    });
  return { sides, plan };
}

/** Writes what only the draft has changed; conflicts stay as they are here. */
export async function pull(
  ctx: Context,
  client: Client,
  request: SyncRequest,
  looked?: Looked,
): Promise<Pulled> {
  const { sides, plan } = looked ?? (await lookForPull(ctx, client, request));
  const { moves, conflicts, kept, behind, agreed } = plan;
  const result = { moves, conflicts, kept, ahead: behind };
  if (request.dryRun) return result;
  const done: [string, string | null][] = [];
  const note = () =>
    noteDone(request.folder, client, sides, [...agreed, ...done], { seen: sides.there.seen, changed: [] });
  try {
    const where = { folder: request.folder, there: sides.there.files.size };
    await pullMoves(ctx, client, where, moves, (path, hash) => {
      done.push([path, hash]);
      ctx.safe.says = `Written here: ${done.length} of ${plural(moves.length, 'file')}. The others are as they were.`;
    });
  } catch (error) {
    noteIfPossible(note);
    throw error;
  }
  note();
  return result;
}

/** What was written is equal on both sides, so the next command finds out as well. */
function noteIfPossible(note: () => void): void {
  try {
    note();
  } catch {
    // the disk may be full: that is what the command says already
  }
}

/** Makes moves in the folder: removals first, for a name may come back in another case. `there` is how many files the site has; `wrote` hears of each. */
export async function pullMoves(
  ctx: Context,
  client: Client,
  { folder, there }: { readonly folder: string; readonly there: number },
  moves: readonly Move[],
  wrote: (path: string, hash: string | null) => void,
): Promise<void> {
  for (const { path, hash, expects } of moves.filter((move) => move.hash === null)) {
    checkUnchanged(folder, path, expects);
    removeFile(folder, path);
    wrote(path, hash);
  }
  const wanted = moves.filter((move) => move.hash !== null);
  const read = await reader(ctx, client, wanted, there);
  let count = 0;
  await inTurns(wanted, AT_ONCE, async ({ path, hash, expects }) => {
    ctx.signal.throwIfAborted();
    const bytes = await read(path, hash ?? '');
    writeWhole(folder, path, bytes, undefined, () => checkUnchanged(folder, path, expects));
    wrote(path, hash);
    ctx.terminal.progress('Writing', ++count, wanted.length);
  });
}

/** Gives the bytes that have a hash: from an archive of all `there` are where many of them are wanted, else one by one. */
async function reader(ctx: Context, client: Client, wanted: readonly Move[], there: number) {
  const isWorthIt = wanted.length >= MANY && wanted.length * LARGER >= there;
  const archive = isWorthIt ? await download(ctx, client) : {};
  return async (path: string, hash: string): Promise<Uint8Array> => {
    const packed = Object.hasOwn(archive, path) ? archive[path] : undefined;
    if (packed && hashOf(packed) === hash) return packed;
    const { bytes } = await site.file(client, path);
    if (hashOf(bytes) === hash) return bytes;
    throw new CliError(`${path} was changed on ${client.target.name} while this command ran.`, {
      code: 'draft_changes',
      exit: EXIT.conflict,
      next: 'Run the same command again.',
    });
  };
}

async function download(ctx: Context, client: Client): Promise<Record<string, Uint8Array>> {
  ctx.terminal.progress(`Downloading the site from ${client.target.name}`);
  return unzipSync(await site.export(client));
}

/** A file that was saved here since we looked is not written over. */
export function checkUnchanged(folder: string, path: string, expected: string | null): void {
  const found = scanPath(folder, path).files.get(path);
  const content = found && readWhole(folder, found);
  if (
    expected === null ? content === undefined : content?.hash === expected || content?.lf?.hash === expected
  )
    return;
  throw new CliError(`${path} was saved here while this command ran. It was not written over.`, {
    code: 'file_changes',
    exit: EXIT.conflict,
    next: 'Run the same command again.',
  });
}
