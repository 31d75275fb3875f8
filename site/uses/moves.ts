import { wholeOf } from './versions.ts';

/** A file that gets another path. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** The path without its ending. */
const stemOf = (path: string): string => path.replace(/\.[^./]*$/, '');

/** The smaller versions of a picture, which are called after it. `paths` are those of all files. */
export function versionsOf(path: string, paths: readonly string[]): string[] {
  const all = new Set(paths);
  return paths.filter((each) => each.startsWith(`${stemOf(path)}-`) && wholeOf(each, all) === path);
}

/** A move of a file, and those of what goes along with it: the smaller versions of a picture. */
export function movesOf(from: string, to: string, paths: readonly string[]): Move[] {
  // Another ending alone: they are called as before.
  const versions = stemOf(from) === stemOf(to) ? [] : versionsOf(from, paths);
  const along = versions.map((path) => ({ from: path, to: stemOf(to) + path.slice(stemOf(from).length) }));
  return [{ from, to }, ...along];
}

/** A smaller version that would be of another picture after moves, or of none: its path now, the picture it is of, and what it would be of. */
export interface Astray {
  readonly version: string;
  readonly of: string;
  readonly next: string | undefined;
}

/** The first version of any picture that moves, of `movesOf`, would take from it. */
export function astrayBy(moves: readonly Move[], paths: readonly string[]): Astray | undefined {
  const all = new Set(paths);
  const moved = new Map(moves.map(({ from, to }) => [from, to]));
  const pathAfter = (path: string) => moved.get(path) ?? path;
  const after = new Set(paths.map(pathAfter));
  for (const version of paths) {
    const of = wholeOf(version, all);
    if (of === undefined) continue;
    const next = wholeOf(pathAfter(version), after);
    if (next !== pathAfter(of)) return { version, of, next };
  }
  return undefined;
}
