import type { Client } from '../api/client.ts';
import { type Scan, scanFolder } from '../folder/scan.ts';
import type { Context } from '../frame/context.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import { compare, type Difference, type Hashes, noteSynced, type Side } from './compare.ts';
import { FolderHashes } from './hashes.ts';
import { isWithin, type Plan, type SyncRequest } from './plan.ts';
import { readState, type State, writeState } from './state.ts';
import { isSame, lookThere, type There } from './there.ts';

/** A folder and a draft, side by side: all that a push, a pull or a status looks at. */
export interface Sides {
  readonly state: State;
  readonly scan: Scan;
  readonly hashes: FolderHashes;
  readonly here: Hashes;
  readonly there: There;
  readonly differences: readonly Difference[];
}

/** Both sides, and what a push or pull would do about them. */
export interface Looked {
  readonly sides: Sides;
  readonly plan: Plan;
}

/** Looks at both sides. Throws for a folder with files that no site can have. */
export async function lookAtBoth(
  ctx: Context,
  folder: string,
  client: Client,
  scan = scanSound(folder),
): Promise<Sides> {
  const { terminal } = ctx;
  const state = readState(folder, client.target.origin);
  terminal.progress(`Looking at ${client.target.name}`);
  const there = await lookThere(client, state, (sum) =>
    terminal.progress(`Looking at ${client.target.name}`, sum),
  );
  const hashes = new FolderHashes(folder);
  const here = hashes.of(scan.files, state.base, there.files, (done) => {
    if (done % 500 === 0) terminal.progress('Looking at the folder', done, scan.files.size);
  });
  hashes.save(scan.files);
  terminal.done();
  const within = (paths: Hashes) =>
    there.prefix === '' ? paths : new Map([...paths].filter(([path]) => path.startsWith(there.prefix)));
  return {
    state,
    scan,
    hashes,
    here,
    there,
    differences: compare(within(state.base), within(here), within(there.files)),
  };
}

/** Looks at both sides for a push or pull of what was named. Throws where that is nowhere: a slip of a key is not "nothing to do". */
export async function lookFor(
  ctx: Context,
  client: Client,
  { folder, only }: Pick<SyncRequest, 'folder' | 'only'>,
): Promise<Sides> {
  const sides = await lookAtBoth(ctx, folder, client);
  const known = [sides.here, sides.there.files, sides.state.base];
  const isKnown = (named: string) =>
    known.some((files) => [...files.keys()].some((path) => isWithin(path, named)));
  const unknown = only.find((named) => !isKnown(named));
  if (unknown === undefined) return sides;
  throw new CliError(`${unknown} is no file or folder of the site, here or on ${client.target.name}.`, {
    code: 'not_found',
    exit: EXIT.found,
    next: 'meniscus status lists what differs.',
  });
}

/** A folder's files; throws with all that no site can have. */
export function scanSound(folder: string): Scan {
  const scan = scanFolder(folder);
  if (scan.problems.length === 0) return scan;
  const [first] = scan.problems;
  const more =
    scan.problems.length > 1
      ? ` There are ${scan.problems.length} such files: meniscus check lists them.`
      : '';
  throw new CliError(`${first?.message}${more}`, {
    code: first?.code ?? 'file',
    exit: EXIT.found,
    next: first?.help ?? '',
    detail: { problems: scan.problems },
  });
}

/** Notes what is equal on both sides now. The draft counts as seen whole only where nothing is left to do. */
export function noteDone(
  folder: string,
  client: Client,
  { state, there }: Sides,
  synced: Iterable<readonly [path: string, hash: Side]>,
  after: { readonly seen: There['seen']; readonly changed: Iterable<readonly [path: string, hash: Side]> },
): void {
  const base = noteSynced(state.base, synced);
  const now = noteSynced(there.files, after.changed);
  const seen = after.seen && isEqual(base, now) ? after.seen : undefined;
  if (isSame(seen, state.seen) && isEqual(base, state.base)) return;
  writeState(folder, client.target.origin, { base, seen });
}

/** Whether two states name the same files with the same hashes. */
export function isEqual(a: Hashes, b: Hashes): boolean {
  return a.size === b.size && [...a].every(([path, hash]) => b.get(path) === hash);
}
