import { foldPath } from '../../schema/file.ts';
import type { Difference, Side } from './compare.ts';

export type Conflict = Extract<Difference, { kind: 'conflict' }>;

/** What a push or pull may do. */
export interface Rules {
  /** Whether files may be removed. */
  readonly removes: boolean;
  /** Whether conflicts are decided for the side that the change comes from. */
  readonly force: boolean;
}

/** What a push or pull is asked for. */
export interface SyncRequest extends Rules {
  readonly folder: string;
  readonly only: readonly string[];
  readonly dryRun: boolean;
}

/** One file that is to become on the other side what it is on this one, as long as that side still has `expects`. */
export interface Move {
  readonly path: string;
  /** What it becomes; null: it is removed. */
  readonly hash: Side;
  /** What the other side has now; null: nothing. Where that has changed meanwhile, nothing is done. */
  readonly expects: Side;
  /** Whether it overwrites what the other side has changed. */
  readonly overwrites: boolean;
}

export interface Plan {
  readonly moves: readonly Move[];
  readonly conflicts: readonly Conflict[];
  /** Removals that the rules do not permit: those files stay. */
  readonly kept: readonly string[];
  /** Paths that only the other side has changed. */
  readonly behind: readonly string[];
  /** What both sides have already: to be noted as synced. */
  readonly agreed: readonly (readonly [path: string, hash: Side])[];
}

/** What goes from the folder to the draft. */
export const planPush = (differences: readonly Difference[], rules: Rules): Plan =>
  plan(differences, rules, 'up');

/** What comes from the draft to the folder. */
export const planPull = (differences: readonly Difference[], rules: Rules): Plan =>
  plan(differences, rules, 'down');

function plan(differences: readonly Difference[], { removes, force }: Rules, way: 'up' | 'down'): Plan {
  const moves: Move[] = [];
  const conflicts: Conflict[] = [];
  const kept: string[] = [];
  const behind: string[] = [];
  const agreed: [string, Side][] = [];
  for (const each of differences) {
    if (each.kind === 'agreed') agreed.push([each.path, each.hash]);
    else if (each.kind === 'conflict' && !force) conflicts.push(each);
    else if (each.kind !== way && each.kind !== 'conflict') behind.push(each.path);
    else {
      const [hash, expects] = way === 'up' ? [each.here, each.there] : [each.there, each.here];
      if (hash === null && !removes) kept.push(each.path);
      else moves.push({ path: each.path, hash, expects, overwrites: each.kind === 'conflict' });
    }
  }
  return { moves, conflicts, kept, behind, agreed };
}

/** Of the differences, those that are about paths or folders that were named; all, where none were. */
export function select(differences: readonly Difference[], only: readonly string[]): readonly Difference[] {
  if (only.length === 0) return differences;
  return differences.filter(({ path }) => only.some((each) => isWithin(path, each)));
}

/** Whether a path is the one that was named, or is in the folder that was. */
export function isWithin(path: string, named: string): boolean {
  const bare = named.replace(/\/$/, '');
  return path === bare || path.startsWith(`${bare}/`);
}

/** Pairs of paths that would differ only in case once the moves are made: a disk may have room for one of them. */
export function caseClashes(other: Iterable<string>, moves: readonly Move[]): (readonly [string, string])[] {
  const gone = new Set(moves.flatMap(({ path, hash }) => (hash === null ? [path] : [])));
  const folded = new Map<string, string>();
  for (const path of other) if (!gone.has(path)) folded.set(foldPath(path), path);
  return moves.flatMap(({ path, hash }) => {
    if (hash === null) return [];
    const found = folded.get(foldPath(path));
    folded.set(foldPath(path), path);
    return found === undefined || found === path ? [] : [[found, path] as const];
  });
}
