import { JoinedPaths } from '../columns/joined.ts';
import { PackedPaths, type Paths } from '../columns/paths.ts';
import { madeOnce } from '../made-once.ts';
import { slugOfEntry } from './entry-path.ts';

/** Slugs of entries by their numbers. */
export interface Slugs {
  readonly length: number;
  /** Undefined for a number that none has. */
  at(number: number): string | undefined;
}

/**
 * The slugs of the entries with these paths. All who go through a collection ask for them: where slugs are what differs in paths, with the same
 * around it, a path is not put together and taken apart for each. Paths never change, and those of most entries are the same in the next release.
 */
export const slugsOf: (paths: Paths) => Slugs = madeOnce(slugsIn);

function slugsIn(paths: Paths): Slugs {
  if (paths instanceof JoinedPaths) return paths.mapped(slugsOf);
  const of = {
    length: paths.length,
    at: (number: number) => (number < paths.length ? slugOfEntry(paths.at(number) ?? '') : undefined),
  };
  return (paths instanceof PackedPaths && withRests(paths, of)) || of;
}

/** Characters of a date and the hyphen behind it in the name of a file. */
const DAY = '2024-05-01-'.length;

/** Of each the piece that is its own, between what is the same for all; undefined where slugs are not that. */
function withRests(paths: PackedPaths, slugs: Slugs): Slugs | undefined {
  const { before, after } = paths;
  const folders = before.indexOf('/', before.indexOf('/') + 1) + 1;
  const name = before.lastIndexOf('/') + 1;
  if (folders === 0 || !after.includes('.')) return undefined;
  const end = after.slice(0, after.lastIndexOf('.'));
  for (const own of [name, name + DAY]) {
    const begin = before.slice(folders, name) + before.slice(own);
    const from = Math.max(0, own - before.length);
    const at = (number: number) => {
      const rest = paths.restAt(number, from);
      return rest === undefined ? undefined : `${begin}${rest}${end}`;
    };
    if (isAlike(slugs, at)) return { length: paths.length, at };
  }
  return undefined;
}

function isAlike(slugs: Slugs, at: Slugs['at']): boolean {
  for (let number = 0; number < slugs.length; number++) if (at(number) !== slugs.at(number)) return false;
  return true;
}
