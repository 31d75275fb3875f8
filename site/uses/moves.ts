import { PICTURE_NAME } from '../../schema/media.ts';
import { wholeOf } from './versions.ts';

/** A file that gets another path. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** The path without its ending. */
const stemOf = (path: string): string => path.replace(/\.[^./]*$/, '');

/** A move of a file, and those of what goes along with it: the smaller versions of a picture, which are called after it. `paths` are those of all files. */
export function movesOf(from: string, to: string, paths: readonly string[]): Move[] {
  const moves: Move[] = [{ from, to }];
  if (![from, to].every((path) => path.startsWith('assets/') && PICTURE_NAME.test(path))) return moves;
  // Another ending alone: they are called as before.
  if (stemOf(from) === stemOf(to)) return moves;
  const all = new Set(paths);
  for (const path of paths)
    if (path.startsWith(`${stemOf(from)}-`) && wholeOf(path, all) === from)
      moves.push({ from: path, to: stemOf(to) + path.slice(stemOf(from).length) });
  return moves;
}
