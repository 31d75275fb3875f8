import type { AssetRecord } from '../../../schema/manifest.ts';
import { listingOf } from '../tables/draft/listing.ts';
import { type Snapshot, snapshotOf } from './snapshot.ts';

/** What a path has after an edit: a file with its hash, for a text when it was saved, for an asset where its bytes are; null for none. */
export type Held = {
  readonly hash: string;
  readonly saved?: number | undefined;
  readonly asset?: AssetRecord | undefined;
} | null;

/** Edits by the path that each is of. A deletion is one, and a file that was moved is two. */
export type Edits = ReadonlyMap<string, Held>;

/** A snapshot with edits made in it; the snapshot stays as it is. */
export function overlay(base: Snapshot, edits: Edits): Snapshot {
  const lines = Array.from(edits, ([path, held]) => [path, held && { path, ...held }] as const);
  const assets = new Map(base.assets);
  for (const [path, held] of edits) {
    if (held?.asset) assets.set(path, held.asset);
    else assets.delete(path);
  }
  return snapshotOf({ listing: listingOf(base).with(new Map(lines)), assets: inOrder(assets) });
}

/** The edits that lead from one snapshot to another, as names: a path is in both only where what it has differs. */
export const differing = (from: Pick<Snapshot, 'hashes'>, to: Pick<Snapshot, 'hashes'>): string[] =>
  listingOf(from).differing(listingOf(to));

/** What these paths have in a snapshot, as edits of another. */
export function editsFrom(snapshot: Snapshot, paths: Iterable<string>): Edits {
  return new Map(Array.from(paths, (path) => [path, heldIn(snapshot, path)]));
}

/** The paths of `all` that were named: each by itself, or with all below a folder; a name with a final `/` is only the folder. Names that match none are `unknown`. */
export function named(
  names: readonly string[],
  all: Iterable<string>,
): { paths: string[]; unknown: string[] } {
  const wanted = new Set(names);
  const used = new Set<string>();
  const paths = [...all].filter((path) => {
    const found = selfAndFolders(path).filter((each) => wanted.has(each));
    for (const each of found) used.add(each);
    return found.length > 0;
  });
  return { paths, unknown: names.filter((name) => !used.has(name)) };
}

/** `a/b.md`, and `a` and `a/` for its folder. */
function selfAndFolders(path: string): string[] {
  const parts = path.split('/');
  return parts.flatMap((_, at) => {
    const upTo = parts.slice(0, at + 1).join('/');
    return upTo === path ? [path] : [upTo, `${upTo}/`];
  });
}

function heldIn({ hashes, assets, saved }: Snapshot, path: string): Held {
  const hash = hashes.get(path);
  return hash === undefined ? null : { hash, saved: saved.get(path), asset: assets.get(path) };
}

const inOrder = <T>(map: ReadonlyMap<string, T>): Map<string, T> =>
  new Map([...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
