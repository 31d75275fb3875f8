import { ProblemError } from '../../../schema/api/problem.ts';
import { type Limits, mayChange, mayPublishAll } from '../../../schema/api/roles.ts';
import { type AlsoPublish, alsoPublishing } from '../../../site/check/also-publish.ts';
import type { SiteFacts } from '../../../site/facts.ts';
import { checkPublishedSettings } from '../bound.ts';
import type { Version } from '../history.ts';
import type { Compiled } from '../tables/compiled.ts';
import type { Only, Paths } from '../tables/releases.ts';
import { differing, editsFrom, named, overlay } from './overlay.ts';
import type { Snapshot } from './snapshot.ts';

/** What a release is made of, and by whom. */
export interface Begun {
  readonly message: string;
  readonly author: string;
  /** What the gate finds does not stop it. */
  readonly force?: boolean | undefined;
  /** Only these files and folders of the draft. */
  readonly paths?: readonly string[] | undefined;
  /** Whose role says what of it they may publish; anything, if absent. */
  readonly who?: Limits | undefined;
}

/** Paths that are named of many. */
const NAMED = 20;
/** Files whose former names are looked up. */
const MOVES = 200;
/** Paths that a refusal names at most: what a release keeps fits into one row. Of more, the next publish names the next. */
const NEEDS = 1_000;

/**
 * What is live with only these paths of the draft. Throws a ProblemError for a path that neither has, and for what `who` may not
 * publish: whose role is for some files names each, since a folder may hold others.
 */
export function partOf(
  names: readonly string[],
  live: Snapshot,
  draft: Snapshot,
  who: Limits = {},
): { snapshot: Snapshot; only: Only } {
  const differs = differing(live, draft);
  const all = new Set([...live.hashes.keys(), ...draft.hashes.keys()]);
  const isFree = mayPublishAll(who);
  const { paths, unknown } = isFree ? named(names, all) : exactly(names, all);
  if (unknown.length > 0) {
    const what = isFree ? 'this' : 'a file of this name';
    const detail = `${unknown.slice(0, NAMED).join(', ')}: neither the draft nor what is live has ${what}`;
    throw new ProblemError('invalid', detail, { field: 'paths', rule: 'no_such_path' });
  }
  const other = isFree ? undefined : paths.find((path) => !mayChange(who, path));
  if (other !== undefined)
    throw new ProblemError('forbidden', `${other} is not yours to publish`, { path: other, rule: 'role' });
  const chosen = new Set(paths);
  const published = differs.filter((path) => chosen.has(path));
  const unpublished = differs.filter((path) => !chosen.has(path));
  return {
    snapshot: overlay(live, editsFrom(draft, published)),
    only: { paths: firstOf(published), unpublished: firstOf(unpublished) },
  };
}

/** Throws a ProblemError where a release would show what a developer has begun in site.yaml, and `who` may not publish that. */
export function checkSettingsOf(
  compiled: Pick<Compiled, 'read'>,
  live: Snapshot,
  release: Snapshot,
  who: Limits,
): void {
  if (mayPublishAll(who)) return;
  const [before, after] = [live, release].map(({ hashes }) => hashes.get('site.yaml'));
  if (before !== after) checkPublishedSettings(compiled, before, after);
}

/** The names that are files of `all`. */
function exactly(names: readonly string[], all: ReadonlySet<string>): { paths: string[]; unknown: string[] } {
  const wanted = [...new Set(names)];
  return { paths: wanted.filter((name) => all.has(name)), unknown: wanted.filter((name) => !all.has(name)) };
}

const firstOf = (paths: readonly string[]): Paths => ({ count: paths.length, first: paths.slice(0, NAMED) });

/** States of the site that a part of it is looked at between, and what is known of their files. */
export interface Sides {
  readonly live: Snapshot;
  readonly release: Snapshot;
  readonly draft: Snapshot;
  readonly facts: SiteFacts;
  readonly drafted: SiteFacts;
  /** Changes of a file, newest first, with those from before it was moved here. */
  versions(path: string, limit: number): readonly Version[];
  text(hash: string): string | undefined;
}

/** What a release of a part lacks; found with pauses. */
export function* lackedBy(sides: Sides, hasErrors: boolean): Generator<void, AlsoPublish> {
  const { live, release, draft, facts, drafted, text } = sides;
  const left = differing(release, draft);
  yield;
  const lacked = yield* alsoPublishing(
    {
      release: facts,
      draft: drafted,
      paths: differing(live, release),
      left: new Set(left),
      moved: movesIn(sides, left),
      text: (path) => text(draft.hashes.get(path) ?? release.hashes.get(path) ?? ''),
    },
    hasErrors,
  );
  return { ...lacked, needs: lacked.needs.slice(0, NEEDS) };
}

/** The other name of a file that was moved since the release that is live: old and new each lead to the other. */
function movesIn(
  { live, release, draft, versions }: Sides,
  left: readonly string[],
): (path: string) => string | undefined {
  const gone = (path: string) => live.hashes.has(path) && !draft.hashes.has(path);
  const added = [...new Set([...differing(live, release), ...left])].filter(
    (path) => draft.hashes.has(path) && !live.hashes.has(path),
  );
  const moves = new Map<string, string>();
  for (const path of added.slice(0, MOVES)) {
    const before = versions(path, NAMED).find((version) => version.path !== path && gone(version.path));
    if (before) moves.set(path, before.path).set(before.path, path);
  }
  return (path) => moves.get(path);
}
