/**
 * What was noted here of files, in its order, on a clock that only tells earlier from later: an answer that the server was asked for before
 * a moment may lack what was noted after it.
 */

export interface Noted {
  readonly at: number;
  readonly path: string;
  /** Where it is now: the same path where it was saved, null where it is gone. */
  readonly to: string | null;
}

let now = 0;
/** A moment that is later than all before. */
export const moment = (): number => ++now;

/** What was noted, the last at its end. */
export const log: Noted[] = [];

/** Notes that a file was saved, is gone (null), or has another path. */
export function note(path: string, to: string | null): void {
  log.push({ at: moment(), path, to });
}

/** Whether a file was noted after a moment. */
export const isNotedSince = (path: string, at: number): boolean =>
  log.some((noted) => noted.at > at && noted.path === path);
