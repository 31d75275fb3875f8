import { log, type Noted } from '../session/noted.ts';

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
