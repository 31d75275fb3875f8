/** Milliseconds of quiet after which a burst of keys is kept, checked and previewed. */
export const QUIET = 50;

/** Characters of a text that is read and kept in less time than anybody notices. */
export const QUICK = 100_000;

/**
 * Milliseconds to wait after a key before its text is read: none when it came alone, so that the preview follows at once; of a
 * burst, and in a long text, until the keys pause, so that typing never waits. `since` is the time from the key before.
 */
export const waitAfterKey = (since: number, characters: number): number =>
  since >= QUIET && characters <= QUICK ? 0 : QUIET;
