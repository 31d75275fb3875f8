/** Releases that stay, whatever their age. */
export const KEPT_RELEASES = 50;
/** Milliseconds that a release stays readable after visitors were moved off it: isolates may still use it. */
export const GRACE = 3_600_000;

export interface SweepRelease {
  readonly id: string;
  /** False while it is being published. */
  readonly finished: boolean;
  /** When visitors were moved off it, or it failed; null while it is live. Milliseconds since the epoch. */
  readonly leftAt: number | null;
  /** Names of the packs it is made of. */
  readonly packs: readonly string[];
}

export interface SweepPlan {
  readonly releases: readonly string[];
  readonly packs: readonly string[];
  /** When there may be more to do: milliseconds since the epoch. */
  readonly next: number | undefined;
}

/**
 * Which releases and packs can go. `releases` come newest first; `stored` are the names of all packs in KV. A pack goes
 * when no release that stays is made of it. While something is being published nothing goes.
 */
export function planSweep(
  releases: readonly SweepRelease[],
  stored: readonly string[],
  now: number,
): SweepPlan {
  if (releases.some((release) => !release.finished)) return { releases: [], packs: [], next: undefined };
  const old = releases.slice(KEPT_RELEASES).filter((release) => release.leftAt !== null);
  const due = (release: SweepRelease) => (release.leftAt ?? Number.POSITIVE_INFINITY) + GRACE;
  const going = new Set(old.filter((release) => due(release) <= now));
  const kept = new Set(releases.filter((release) => !going.has(release)).flatMap((release) => release.packs));
  const later = old.filter((release) => !going.has(release)).map(due);
  return {
    releases: [...going].map((release) => release.id),
    packs: stored.filter((name) => !kept.has(name)),
    next: later.length > 0 ? Math.min(...later) : undefined,
  };
}
