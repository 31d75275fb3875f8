import type { Working } from '../working.ts';

/** A list of a collection: of all its entries, or of those of a group by a field. */
export type ListName = readonly [collection: string, ...GroupName];
export type GroupName = readonly [] | readonly [field: string, slug: string, name: string | number | boolean];

/**
 * What a page depends on of a collection's record, where the entries in blocks that it reads are the same: how long a list is, or how many parts of a
 * size it has; which entries are from one place to before another, maybe an infinite one; which groups there are by a field, and how
 * long each is; which group has a slug. An entry that is found by its slug, and those beside it, follow from blocks.
 */
export type Asked =
  | readonly [of: ListName, what: 'size']
  | readonly [of: ListName, what: 'pages', size: number]
  | readonly [of: ListName, what: 'part', from: number, to: number]
  | readonly [of: ListName, what: 'names' | 'sizes', field: string]
  | readonly [of: ListName, what: 'group', field: string, slug: string];

/** Notes it, as JSON, where that is collected. */
export function ask({ asked }: Working, ...what: Asked): void {
  asked?.add(JSON.stringify(what));
}
