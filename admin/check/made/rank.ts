import type { Known } from '../../../site/addresses/address.ts';
import { dateOf } from '../../../site/content/dates.ts';
import type { SiteFacts } from '../../../site/facts.ts';

/** Parts of a list that come before entries: further ones change with each entry, and few visitors come that far. */
const PARTS = 3;

/** What pages are made by first: smaller comes before. */
type Rank = readonly [kind: number, order: number, path: string];

/** Lists, then entries from the newest on, then what is far in a list. */
function rankOf({ path, entry, from, number = 1 }: Known, facts: SiteFacts): Rank {
  if (entry === undefined) return [number <= PARTS ? 1 : 3, number, path];
  const { fields, date } = facts.get(from)?.entry ?? {};
  return [2, -(dateOf(fields?.date ?? date, undefined) ?? 0), path];
}

function compareRanks([a, b, c]: Rank, [x, y, z]: Rank): number {
  return a - x || b - y || (c < z ? -1 : c > z ? 1 : 0);
}

/** Addresses that are ranked between two pauses. */
const RANKED = 1_000;

/** Known addresses in the order in which pages are made, and the place of each. Those with an address of their own come before all of them. */
export interface Places {
  readonly order: readonly Known[];
  readonly of: ReadonlyMap<string, number>;
}

/** Sorts known addresses; `pause` lets others have their turn. */
export async function placesOf(
  known: readonly Known[],
  facts: SiteFacts,
  pause?: () => Promise<void>,
): Promise<Places> {
  const ranks: (readonly [Rank, Known])[] = [];
  for (const address of known) {
    ranks.push([rankOf(address, facts), address]);
    if (ranks.length % RANKED === 0) await pause?.();
  }
  ranks.sort(([a], [b]) => compareRanks(a, b));
  await pause?.();
  const order = ranks.map(([, address]) => address);
  return { order, of: new Map(order.map(({ path }, place) => [path, place])) };
}

/** Of pages with an address of their own the shortest comes first: home. */
export const compareOwn = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);
