import { type KeptBodies, NO_BODIES, readingKept } from '../../../site/release/made/kept.ts';
import { RowColumns, type RowNumbers } from '../../../site/release/made/row-columns.ts';
import type { BodiesStore } from './packing.ts';
import type { Places } from './rank.ts';

/** The bodies of known addresses in a manifest. */
export function inlineOf({ rows }: KeptBodies, manifest: string): string {
  let units = 0;
  for (const [, { row }] of rows) if (row[0] === 0) units += row[2];
  return units > 0 && units < manifest.length ? manifest.slice(-units) : '';
}

/** What was kept, without tables that are not stored any more: then all rows are new. */
function stored(before: KeptBodies, { isStored }: Pick<BodiesStore, 'isStored'>): KeptBodies {
  if (before.tables.every(([name]) => isStored(name))) return before;
  if (before.rows instanceof RowColumns) before.rows.standNew();
  return { ...NO_BODIES, routes: before.routes, rows: before.rows };
}

export const numbersOf = ({ order, of }: Places): RowNumbers => ({
  size: order.length,
  of,
  pathOf: (number) => order.at(number)?.path ?? '',
});

/** What the release before kept of its bodies, from pieces of a text. Has pauses. */
export function* readingBefore(
  pieces: Iterable<string>,
  places: Places,
  store: Pick<BodiesStore, 'isStored'>,
): Generator<void, KeptBodies> {
  return stored(yield* readingKept(pieces, numbersOf(places)), store);
}
