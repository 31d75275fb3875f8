import { dateOf } from '../../../site/content/dates.ts';
import type { SiteFacts } from '../../../site/facts.ts';
import type { Subject } from '../runs.ts';

/** Parts of a list that come before entries: further ones change with each entry, and few visitors come that far. */
const PARTS = 3;

/** What pages are made by first: smaller comes before. */
export type Rank = readonly [kind: number, order: number, path: string];

/** Pages with an address of their own first, the shortest of them home; then lists, then entries from the newest on, then what is far in a list. */
export function rankOf({ known, pattern }: Pick<Subject, 'known' | 'pattern'>, facts: SiteFacts): Rank {
  if (!known) return [0, pattern.length, pattern];
  const { path, entry, from, number = 1 } = known;
  if (entry === undefined) return [number <= PARTS ? 1 : 3, number, path];
  const { fields, date } = facts.get(from)?.entry ?? {};
  return [2, -(dateOf(fields?.date ?? date, undefined) ?? 0), path];
}

export function compareRanks([a, b, c]: Rank, [x, y, z]: Rank): number {
  return a - x || b - y || (c < z ? -1 : c > z ? 1 : 0);
}
