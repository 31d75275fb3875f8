/**
 * What was noted here of files, in its order, on a clock that only tells earlier from later: an answer that the server was asked for before
 * a moment may lack what was noted after it.
 */

interface Noted {
  readonly at: number;
  readonly path: string;
  /** Where it is now: the same path where it was saved, null where it is gone. */
  readonly to: string | null;
}

let now = 0;
/** A moment that is later than all before. */
export const moment = (): number => ++now;

const log: Noted[] = [];
/** The last of each file. */
const last = new Map<string, number>();

/** Notes that a file was saved, is gone (null), or has another path. */
export function note(path: string, to: string | null): void {
  log.push({ at: moment(), path, to });
  last.set(path, now);
}

/** Whether a file was noted after a moment. */
export const isNotedSince = (path: string, at: number): boolean => (last.get(path) ?? 0) > at;

/** What was noted after a moment. */
export const notedSince = (at: number): readonly Noted[] =>
  log.slice(log.findLastIndex((each) => each.at <= at) + 1);

/** Where files are now that were moved or deleted after a moment, by the paths that they had then; null for those that are gone. */
export function movedSince(at: number): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  /** What had which path then, by the path that it has. */
  const origins = new Map<string, string>();
  const leave = (path: string, to: string | null) => {
    const origin = origins.get(path) ?? (found.has(path) ? undefined : path);
    origins.delete(path);
    if (origin === undefined) return;
    found.set(origin, to);
    if (to !== null) origins.set(to, origin);
  };
  for (const { path, to } of notedSince(at)) {
    if (path === to) continue;
    // Nothing was there any more, or it could not have come there.
    if (to !== null) leave(to, null);
    leave(path, to);
  }
  return found;
}
