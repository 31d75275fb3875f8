import type { Change } from '../../../../site/forms/yaml/value.ts';

type Path = Change['path'];

/** A value that something is on its way to. Its path is undefined when its item is gone, or nobody knows where it went. */
export interface Followed {
  readonly path: Path | undefined;
  stop(): void;
}

interface Follower {
  readonly file: string;
  path: Path | undefined;
}

const followers = new Set<Follower>();

/** Follows a value of a file while items of the lists around it are added, moved and removed. */
export function follow(file: string, path: Path): Followed {
  const follower: Follower = { file, path };
  followers.add(follower);
  return {
    get path() {
      return follower.path;
    },
    stop: () => void followers.delete(follower),
  };
}

/** Says that a form changes a file. */
export function noteChange(file: string, change: Change): void {
  for (const one of followers) if (one.file === file) one.path = one.path && pathAfter(one.path, change);
}

/** Says that a change which was noted was not made: where its values are is not known. */
export function noteRefused(file: string, change: Change): void {
  if (change.kind === 'set') return;
  const list = listOf(change);
  for (const one of followers) if (one.file === file && isBelow(one.path ?? [], list)) one.path = undefined;
}

/** Where a value is when a change was made; undefined when it went with it. */
export function pathAfter(path: Path, change: Change): Path | undefined {
  if (change.kind === 'set') return path;
  const list = listOf(change);
  const item = path[list.length];
  if (!isBelow(path, list) || item === undefined) return path;
  if (change.kind === 'remove' && typeof change.path.at(-1) === 'string')
    return item === change.path.at(-1) && path.length > change.path.length ? undefined : path;
  if (typeof item !== 'number') return path;
  const now = indexAfter(item, change);
  return now === undefined ? undefined : path.with(list.length, now);
}

/**
 * What is changed as it was shown, before other changes were made, as a change of what is there after them. Undefined where its item is gone. An
 * item goes as many places up or down as was asked, and no further than the ends of its list, of which `length` items were shown.
 */
export function changeAfter(change: Change, earlier: readonly Change[], length: number): Change | undefined {
  let now = change;
  let items = length;
  for (const each of earlier) {
    const path = pathAfter(now.path, each);
    if (!path) return undefined;
    if (isOfItems(each, now.path)) {
      const next = itemAfter(now, each);
      if (!next) return undefined;
      now = next;
      items += { insert: 1, move: 0, remove: -1, set: 0 }[each.kind];
    }
    now = { ...now, path };
  }
  return now.kind === 'move' ? { ...now, to: Math.min(Math.max(0, now.to), items - 1) } : now;
}

/** Whether a change adds, moves or takes away an item of the list at a path. */
function isOfItems(change: Change, path: Path): change is Exclude<Change, { kind: 'set' }> {
  if (change.kind === 'set') return false;
  const list = listOf(change);
  return list.length === path.length && isBelow(path, list);
}

function itemAfter(change: Change, earlier: Exclude<Change, { kind: 'set' }>): Change | undefined {
  if (change.kind === 'insert') return { ...change, at: indexAfter(change.at, earlier) ?? change.at };
  if (change.kind !== 'move') return change;
  const from = indexAfter(change.from, earlier);
  return from === undefined ? undefined : { ...change, from, to: from + change.to - change.from };
}

function indexAfter(item: number, change: Exclude<Change, { kind: 'set' }>): number | undefined {
  switch (change.kind) {
    case 'insert':
      return item >= change.at ? item + 1 : item;
    case 'remove': {
      const gone = Number(change.path.at(-1));
      return item === gone ? undefined : item > gone ? item - 1 : item;
    }
    case 'move': {
      if (item === change.from) return change.to;
      const without = item > change.from ? item - 1 : item;
      return without >= change.to ? without + 1 : without;
    }
  }
}

/** The list, or what else has the key, in which a change adds, moves or takes away something. */
const listOf = ({ kind, path }: Exclude<Change, { kind: 'set' }>): Path =>
  kind === 'remove' ? path.slice(0, -1) : path;

const isBelow = (path: Path, list: Path): boolean => list.every((name, at) => path[at] === name);
