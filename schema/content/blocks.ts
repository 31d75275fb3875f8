import { hashOf } from '../text/hash-of.ts';

/**
 * A large collection as a release holds it. Its record has no entries but says where they are: in blocks of at most 32 KB in the collection's
 * order, each as JSON of a list below a key of its own; the groups' entries once more in blocks of their own, so that the page of a group
 * reads one. Tables by the hash of the slug say what an entry is sorted by, which leads to its block. Texts are on shelves by the hash of
 * the slug. No entry's own record says anything of another.
 */
export interface Blocks {
  /** Entries in all. */
  readonly size: number;
  readonly list: readonly BlockRef[];
  /** How many tables of slugs, and how many shelves of texts (a multiple of them, or none): powers of two. */
  readonly slugs: number;
  readonly shelves: number;
  readonly groups: Readonly<Record<string, readonly LargeGroup[]>>;
}

/** What entries are sorted by: numbers before texts, and what has none last. */
export type SortValue = number | string | null;

/** A table of slugs: what each entry is sorted by, and the packs that the shelves of the same hash are, as `name:length`. */
export interface SlugTable {
  readonly of: Readonly<Record<string, SortValue>>;
  /** The shelf `s` is at `s / tables` in the table `s % tables`. Left out where shelves have keys of their own. */
  readonly shelves?: readonly string[];
}

/** A block: how many entries it has, what the first of them is sorted by, and its slug. */
export type BlockRef = readonly [count: number, first: SortValue, slug: string];

/** A group; how many entries each of its blocks has, and the slug of the first, are left out where there is one block. */
export type LargeGroup = readonly [
  name: string | number | boolean,
  slug: string,
  size: number,
  blocks?: readonly (readonly [count: number, slug: string])[],
];

/** The key of a list's block by the slug of its first entry. The first block is the first whatever it begins with. */
export const blockKey = (collection: string, at: number, slug: string): string =>
  `blocks/${collection}/${idOf(at, slug)}`;
export const slugsKey = (collection: string, table: number): string => `slugs/${collection}/${table}`;
export const shelfKey = (collection: string, shelf: number): string => `texts/${collection}/${shelf}`;

export const groupKey = (
  collection: string,
  field: string,
  name: LargeGroup[0],
  at: number,
  slug: string,
): string =>
  `groups/${collection}/${field}/${(typeof name)[0]}${encodeURIComponent(String(name).toWellFormed())}/${idOf(at, slug)}`;

const idOf = (at: number, slug: string): string =>
  at === 0 ? '' : encodeURIComponent(slug.toWellFormed()) || NO_SLUG;

/** In place of the slug of the entry that is its collection's own, which is empty: no other has that. */
const NO_SLUG = '/';

/** What leads to an entry: all that is known of it by its slug. */
export const keyOfEntry = (collection: string, { slugs }: Blocks, slug: string): string =>
  slugsKey(collection, hashOf(slug) % slugs);

/** Orders entries of a collection: by what they are sorted by, downwards with `descending`; of equals by slug. */
export function compareEntries(
  [a, slugA]: readonly [SortValue, string],
  [b, slugB]: readonly [SortValue, string],
  descending: boolean,
): number {
  const order =
    rank(a) - rank(b) || (typeof a === 'number' && typeof b === 'number' ? a - b : 0) || byText(a, b);
  return order === 0 ? byText(slugA, slugB) : descending ? -order : order;
}

const rank = (value: SortValue): number => (value === null ? 2 : typeof value === 'number' ? 0 : 1);

function byText(a: SortValue, b: SortValue): number {
  if (typeof a === 'number' && typeof b === 'number') return 0;
  const [one, other] = [String(a ?? ''), String(b ?? '')];
  return one < other ? -1 : one > other ? 1 : 0;
}
