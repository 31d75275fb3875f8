import type { Diagnostic } from '../../../../schema/diagnostic.ts';

/** Milliseconds without a key after which new errors are shown: half a tag is an error until it is typed. */
export const PAUSE = 1_000;

/** What is wrong with the page that is previewed, and how much of that is shown. Times are milliseconds of one clock. */
export interface Settling {
  /** Counts what was there to be rendered: each change of a text, of the page or of another file begins the next. */
  readonly version: number;
  /** When the texts changed last. */
  readonly typed: number;
  /** The version that was rendered last, and its errors. */
  readonly rendered: number;
  readonly found: readonly Diagnostic[];
  readonly shown: readonly Diagnostic[];
}

export const NOTHING_SETTLED: Settling = {
  version: 0,
  typed: Number.NEGATIVE_INFINITY,
  rendered: 0,
  found: [],
  shown: [],
};

/** What is there to be rendered has changed; `typed` is when that was by a key, if it was. */
export function changed(before: Settling, typed = before.typed): Settling {
  return { ...before, version: before.version + 1, typed };
}

/**
 * A version was rendered. Errors that are shown go if this one lacks them. Those that are new are shown when `settle` says so.
 * The answer for a version before the last answer says nothing any more.
 */
export function rendered(before: Settling, version: number, found: readonly Diagnostic[]): Settling {
  if (version < before.rendered) return before;
  const shown = found.filter((error) => before.shown.some((known) => isSame(known, error)));
  return { ...before, rendered: version, found, shown };
}

/** Shows the errors if they are those of what is there now, and nobody has typed for a while. */
export function settle(before: Settling, now: number): Settling {
  const wait = settlesIn(before, now);
  return wait === 0 ? { ...before, shown: before.found } : before;
}

/** Milliseconds until errors are to be shown if nothing changes; none when there is nothing to show. */
export function settlesIn({ version, typed, rendered, found, shown }: Settling, now: number) {
  if (version !== rendered || found.length === shown.length) return undefined;
  return Math.max(0, typed + PAUSE - now);
}

/** Whether two texts have an error in common: it may have moved. */
function isSame(a: Diagnostic, b: Diagnostic): boolean {
  return a.path === b.path && a.code === b.code && a.message === b.message;
}
