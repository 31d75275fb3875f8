import { type Columns, type Order, orderBy } from './entries.ts';
import type { Group } from './grouping.ts';
import type { Surveyed } from './survey/surveyed.ts';

/** Entries of a collection in order, and their groups by field. */
export interface Ordered {
  readonly sort: string;
  readonly order: Order;
  readonly groups: Map<string, readonly Group[]>;
}

/** What was put in order last, of each collection: its check does so with all entries, and its release with those that it holds. */
const LAST = new WeakMap<Surveyed['flags'], Ordered>();

/** Puts entries with these numbers, which are in path order, in the order of `sort`, which says all that it follows from. */
export function ordering(
  surveyed: Surveyed,
  sort: string,
  held: Uint32Array,
  columns: Pick<Columns, 'value'>,
): Ordered {
  const last = LAST.get(surveyed.flags);
  const known = last?.sort === sort ? amongThose(last, held, surveyed.paths.length) : undefined;
  const ordered = known ?? orderedAnew(sort, held, { ...columns, paths: surveyed.paths });
  LAST.set(surveyed.flags, ordered);
  return ordered;
}

/** The same where it follows from more than `sort` says, and so is not kept. */
export const orderedAnew = (sort: string, held: Uint32Array, columns: Columns): Ordered => ({
  sort,
  order: orderBy(held, columns, sort.startsWith('-')),
  groups: new Map(),
});

/** Some entries of those that are in order, or all, out of `size`; undefined where one is not among them. */
function amongThose(ordered: Ordered, held: Uint32Array, size: number): Ordered | undefined {
  const { numbers } = ordered.order;
  const isHeld = new Uint8Array(size);
  for (const number of held) isHeld[number] = 1;
  const some = numbers.filter((number) => isHeld[number] === 1);
  if (some.length !== held.length) return undefined;
  if (some.length === numbers.length) return ordered;
  const places = new Uint32Array(size);
  for (const [place, number] of some.entries()) places[number] = place;
  const order = { numbers: some, byPath: held.map((number) => places[number] ?? 0) };
  const groups = new Map<string, readonly Group[]>();
  for (const [field, all] of ordered.groups) {
    const own = inGroups(all, isHeld);
    if (own) groups.set(field, own);
  }
  return { sort: ordered.sort, order, groups };
}

/** Those of groups that are held, in one list of which each group has a piece; undefined where the order of the groups follows from which are. */
function inGroups(groups: readonly Group[], isHeld: Uint8Array): readonly Group[] | undefined {
  const all = new Uint32Array(groups.reduce((sum, { numbers }) => sum + numbers.length, 0));
  const found: Group[] = [];
  let end = 0;
  for (const [at, group] of groups.entries()) {
    const next = groups[at + 1];
    if (next?.slug === group.slug && String(next.name) === String(group.name)) return undefined;
    const from = end;
    for (const number of group.numbers) if (isHeld[number] === 1) all[end++] = number;
    if (end > from) found.push({ ...group, numbers: all.subarray(from, end) });
  }
  return found;
}
