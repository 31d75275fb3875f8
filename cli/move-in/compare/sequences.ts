/** Where two lists differ: what is left of each without what they begin and end with alike. */
export interface Middle {
  /** How many both begin with. */
  readonly from: number;
  readonly old: readonly string[];
  readonly now: readonly string[];
}

/** Undefined for equal lists. */
export function middleOf(old: readonly string[], now: readonly string[]): Middle | undefined {
  const shorter = Math.min(old.length, now.length);
  let from = 0;
  while (from < shorter && old[from] === now[from]) from++;
  if (from === old.length && from === now.length) return undefined;
  let same = 0;
  while (same < shorter - from && old[old.length - 1 - same] === now[now.length - 1 - same]) same++;
  return { from, old: old.slice(from, old.length - same), now: now.slice(from, now.length - same) };
}

/** What only one of two lists has, each as often as it has it more. */
export function onlyIn(old: readonly string[], now: readonly string[]): { old: string[]; now: string[] } {
  const counts = new Map<string, number>();
  for (const each of now) counts.set(each, (counts.get(each) ?? 0) + 1);
  const gone = old.filter((each) => {
    const count = counts.get(each) ?? 0;
    counts.set(each, count - 1);
    return count <= 0;
  });
  const come: string[] = [];
  for (const each of now.toReversed()) {
    const count = counts.get(each) ?? 0;
    if (count <= 0) continue;
    counts.set(each, count - 1);
    come.push(each);
  }
  return { old: gone, now: come.reverse() };
}
