/** Hashes by path. A path that is not in it is not there. */
export type Hashes = ReadonlyMap<string, string>;

/** null: there is no such file. */
export type Side = string | null;

/** What differs about one path between the last sync, the folder and the draft. */
export type Difference =
  /** Only the folder has changed since the last sync. */
  | { readonly kind: 'up'; readonly path: string; readonly here: Side; readonly there: Side }
  /** Only the draft has. */
  | { readonly kind: 'down'; readonly path: string; readonly here: Side; readonly there: Side }
  /** Both have the same now: the last sync is to be noted. */
  | { readonly kind: 'agreed'; readonly path: string; readonly hash: Side }
  /** Both have changed, each in its own way. */
  | {
      readonly kind: 'conflict';
      readonly path: string;
      readonly base: Side;
      readonly here: Side;
      readonly there: Side;
    };

/**
 * Compares three states of a site, by path. What is equal on both sides and was so at the last sync is left out. A file
 * that only one side has and no sync ever saw is new there; one that both have, and no sync saw, is a conflict unless
 * they are equal.
 */
export function compare(base: Hashes, here: Hashes, there: Hashes): Difference[] {
  const paths = [...new Set([...base.keys(), ...here.keys(), ...there.keys()])].sort();
  return paths.flatMap((path) => {
    const sides = {
      base: base.get(path) ?? null,
      here: here.get(path) ?? null,
      there: there.get(path) ?? null,
    };
    return differenceOf(path, sides) ?? [];
  });
}

interface Sides {
  readonly base: Side;
  readonly here: Side;
  readonly there: Side;
}

function differenceOf(path: string, { base, here, there }: Sides): Difference | undefined {
  if (here === there) return here === base ? undefined : { kind: 'agreed', path, hash: here };
  if (there === base) return { kind: 'up', path, here, there };
  if (here === base) return { kind: 'down', path, here, there };
  return { kind: 'conflict', path, base, here, there };
}

/** The last sync, with what has been made equal since. */
export function noteSynced(
  base: Hashes,
  synced: Iterable<readonly [path: string, hash: Side]>,
): Map<string, string> {
  const next = new Map(base);
  for (const [path, hash] of synced) {
    if (hash === null) next.delete(path);
    else next.set(path, hash);
  }
  return next;
}
