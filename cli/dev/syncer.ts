import { foldPath } from '../../schema/file.ts';
import type { Client } from '../api/client.ts';
import { Refused } from '../api/refusal.ts';
import { type Problem, scanFolder, scanPath } from '../folder/scan.ts';
import type { Context } from '../frame/context.ts';
import { CliError, EXIT } from '../frame/exit.ts';
import { compare, noteSynced } from '../sync/compare.ts';
import { FolderHashes } from '../sync/hashes.ts';
import { type Conflict, type Move, planPull, planPush } from '../sync/plan.ts';
import { pullMoves } from '../sync/pull.ts';
import { isOvertaken } from '../sync/push.ts';
import { sendMoves } from '../sync/send.ts';
import { readState, type Seen, writeState } from '../sync/state.ts';
import { isEqual } from '../sync/sync.ts';
import { lookThere, seenAfter } from '../sync/there.ts';

interface Sent {
  readonly pushed: readonly Move[];
  /** Why others were not. */
  readonly refusal: CliError | undefined;
  readonly left: readonly Move[];
}

/** What a round of syncing came to. */
export interface Round extends Sent {
  readonly pulled: readonly Move[];
  /** All that are open now. */
  readonly conflicts: readonly Conflict[];
  /** Removed here or there, and kept on the other side. */
  readonly kept: readonly string[];
  /** Paths that are saved here and not there, for they were refused. */
  readonly refused: readonly string[];
  /** What lies in the folder and no site can have: left out until it is mended, and what the draft has of it stays. */
  readonly problems: readonly Problem[];
}

/** Keeps a folder and a draft together while both change. Rounds must not overlap. */
export class Syncer {
  readonly #ctx: Context;
  readonly #client: Client;
  readonly #folder: string;
  readonly #removes: boolean;
  readonly #hashes: FolderHashes;
  #base: ReadonlyMap<string, string> = new Map();
  #there: ReadonlyMap<string, string> = new Map();
  #here = new Map<string, string>();
  #seen: Seen | undefined;
  readonly #unsaved = new Map<string, string | null>();
  /** Whether there are conflicts, which another command may end. */
  #stuck = false;
  #refused = new Set<string>();
  #problems: readonly Problem[] = [];

  constructor(ctx: Context, client: Client, folder: string, removes: boolean) {
    this.#ctx = ctx;
    this.#client = client;
    this.#folder = folder;
    this.#removes = removes;
    this.#hashes = new FolderHashes(folder);
  }

  /** Looks at everything on both sides. */
  async whole(): Promise<Round> {
    this.save();
    const state = readState(this.#folder, this.#client.target.origin);
    const there = await lookThere(this.#client, this.#seen ? { base: this.#there, seen: this.#seen } : state);
    const scan = scanFolder(this.#folder);
    this.#base = state.base;
    this.#there = there.files;
    this.#seen = there.seen;
    this.#here = this.#hashes.of(scan.files, this.#base, this.#there);
    this.#hashes.save(scan.files);
    this.#problems = scan.problems;
    return this.#round(new Set([...this.#base.keys(), ...this.#here.keys(), ...this.#there.keys()]));
  }

  /** Looks at paths of the folder that may have changed; the draft is taken as it was seen last. */
  async some(changed: ReadonlySet<string>): Promise<Round> {
    if (this.#stuck) return this.whole();
    const within = (path: string) => {
      if (changed.has(path)) return true;
      for (const each of changed)
        if (path.length > each.length && path[each.length] === '/' && path.startsWith(each)) return true;
      return false;
    };
    for (const path of this.#here.keys()) if (within(path)) this.#here.delete(path);
    const problems = this.#problems.filter(({ path }) => !within(path));
    for (const path of changed) {
      const scan = scanPath(this.#folder, path);
      problems.push(...scan.problems);
      for (const [found, file] of scan.files)
        this.#here.set(found, this.#hashes.one(file, this.#base.get(found), this.#there.get(found)));
    }
    this.#problems = problems;
    const paths = new Set<string>();
    for (const all of [this.#base, this.#here, this.#there])
      for (const path of all.keys()) if (within(path)) paths.add(path);
    return this.#round(paths);
  }

  async #round(looked: ReadonlySet<string>): Promise<Round> {
    const paths = this.#sound(looked);
    for (const path of looked) this.#refused.delete(path);
    const of = (all: ReadonlyMap<string, string>) =>
      new Map([...paths].flatMap((path) => (all.has(path) ? [[path, all.get(path) ?? ''] as const] : [])));
    const differences = compare(of(this.#base), of(this.#here), of(this.#there));
    const rules = { removes: this.#removes, force: false };
    const [down, up] = [planPull(differences, rules), planPush(differences, rules)];
    const synced: (readonly [string, string | null])[] = [...up.agreed];
    let sent: Sent = { pushed: [], refusal: undefined, left: [] };
    try {
      const where = { folder: this.#folder, there: this.#there.size };
      await pullMoves(this.#ctx, this.#client, where, down.moves, (path, hash) => {
        synced.push([path, hash]);
        if (hash === null) this.#here.delete(path);
        else this.#here.set(path, hash);
      });
      if (up.moves.length > 0) sent = await this.#send(up.moves);
      synced.push(...pairsOf(sent.pushed));
    } finally {
      this.#base = noteSynced(this.#base, synced);
      for (const [path, hash] of synced) this.#unsaved.set(path, hash);
    }
    this.#stuck = up.conflicts.length > 0;
    return {
      ...sent,
      pulled: down.moves,
      conflicts: up.conflicts,
      kept: [...down.kept, ...up.kept],
      refused: [...this.#refused],
      problems: this.#problems,
    };
  }

  /** The paths without those that only seem to be gone from the folder: what is there now, no site can have. */
  #sound(paths: ReadonlySet<string>): ReadonlySet<string> {
    const wrong = this.#problems.map(({ path }) => foldPath(path));
    if (wrong.length === 0) return paths;
    const isWrong = (path: string) => wrong.some((each) => path === each || path.startsWith(`${each}/`));
    return new Set([...paths].filter((path) => this.#here.has(path) || !isWrong(foldPath(path))));
  }

  /** What is wrong with one file keeps no other from being saved. */
  async #send(moves: readonly Move[]): Promise<Sent> {
    try {
      const { draft, saves } = await sendMoves(this.#ctx, this.#client, this.#folder, moves, {
        draft: this.#seen?.draft ?? '',
      });
      this.#there = noteSynced(this.#there, pairsOf(moves));
      this.#seen = seenAfter(this.#seen, draft, this.#there.size, saves);
      return { pushed: moves, refusal: undefined, left: [] };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const named = namedBy(error);
      const others = moves.filter(({ path }) => !named.has(path));
      const isOne = others.length === moves.length || others.length === 0;
      const pushed: readonly Move[] = isOne ? [] : (await this.#send(others)).pushed;
      const left = moves.filter((move) => !pushed.includes(move));
      for (const { path } of left) this.#refused.add(path);
      return { pushed, refusal: error, left };
    }
  }

  /** In the folder, as they were seen last. */
  get files(): number {
    return this.#here.size;
  }

  /** Whether an event is about what we know already. */
  knows(draft: string): boolean {
    return this.#seen?.draft === draft;
  }

  /**
   * Writes what has been synced to the state: when there is nothing more urgent, for with many files it takes a while.
   * Should the process end before, what is equal on both sides is found to be so by the next command. Another command may
   * have written there meanwhile, which is kept.
   */
  save(): void {
    if (this.#unsaved.size === 0) return;
    const { origin } = this.#client.target;
    const base = noteSynced(readState(this.#folder, origin).base, this.#unsaved);
    this.#unsaved.clear();
    writeState(this.#folder, origin, { base, seen: isEqual(base, this.#there) ? this.#seen : undefined });
  }
}

/** Whether the draft is not as we had seen it: then all is looked at again. */
export const needsLook = (error: unknown): boolean =>
  isOvertaken(error) || (error instanceof Refused && error.problem.code === 'conflict');

const pairsOf = (moves: readonly Move[]) => moves.map(({ path, hash }) => [path, hash] as const);

/** Whether a file is at fault, and neither the network nor what happens meanwhile. */
const isRefusal = (error: unknown): error is CliError =>
  error instanceof CliError &&
  error.trouble.exit === EXIT.found &&
  error.trouble.code !== 'file_changes' &&
  !isOvertaken(error);

/** The files that are at fault, as far as it says. */
function namedBy(error: CliError): ReadonlySet<unknown> {
  if (!(error instanceof Refused)) return new Set([error.trouble.detail?.path]);
  const { path, diagnostics = [], errors = [] } = error.problem;
  return new Set([path, ...[...diagnostics, ...errors].map((each) => each.path)]);
}
