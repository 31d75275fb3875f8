import { type KeptBodies, NO_BODIES } from '../../../site/release/made/kept.ts';
import { RowTexts, rowLine } from '../../../site/release/made/row-texts.ts';
import type { BodiesStore } from './packing.ts';

/** The bodies of known addresses in a manifest. */
export function inlineOf({ rows }: KeptBodies, manifest: string): string {
  let units = 0;
  for (const [, { row }] of rows) if (row[0] === 0) units += row[2];
  return units > 0 && units < manifest.length ? manifest.slice(-units) : '';
}

/** What was kept, without tables that are not stored any more: then all rows are new. */
export function stored(before: KeptBodies, { isStored }: BodiesStore): KeptBodies {
  if (before.tables.every(([name]) => isStored(name))) return before;
  const lines = Array.from(before.rows, ([path, row]) => rowLine(path, { ...row, standing: 'new' }));
  return { ...NO_BODIES, routes: before.routes, rows: new RowTexts(lines) };
}
