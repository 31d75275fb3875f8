import { ProblemError } from '../../../schema/api/problem.ts';
import { type AlsoPublish, alsoPublish } from '../../../site/check/also-publish.ts';
import type { SiteFacts } from '../../../site/facts.ts';
import type { Version } from '../history.ts';
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
}

/** Paths that are named of many. */
const NAMED = 20;
/** Files whose former names are looked up. */
const MOVES = 200;
/** Paths that a refusal names at most: what a release keeps fits into one row. Of more, the next publish names the next. */
const NEEDS = 1_000;

/** What is live with only these paths of the draft; throws a ProblemError for a path that neither has. */
export function partOf(
  names: readonly string[],
  live: Snapshot,
  draft: Snapshot,
): { snapshot: Snapshot; only: Only } {
  const differs = differing(live, draft);
  const all = new Set([...live.hashes.keys(), ...draft.hashes.keys()]);
  const { paths, unknown } = named(names, all);
  if (unknown.length > 0) {
    const detail = `${unknown.slice(0, NAMED).join(', ')}: neither the draft nor what is live has this`;
    throw new ProblemError('invalid', detail, { field: 'paths', rule: 'no_such_path' });
  }
  const chosen = new Set(paths);
  const published = differs.filter((path) => chosen.has(path));
  const unpublished = differs.filter((path) => !chosen.has(path));
  return {
    snapshot: overlay(live, editsFrom(draft, published)),
    only: { paths: firstOf(published), unpublished: firstOf(unpublished) },
  };
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

/** What a release of a part lacks. */
export function lackedBy(sides: Sides, hasErrors: boolean): AlsoPublish {
  const { live, release, draft, facts, drafted, text } = sides;
  const left = differing(release, draft);
  const lacked = alsoPublish(
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
