import { type KeptBodies, NO_BODIES } from '../../../site/release/made/kept.ts';
import type { BodiesStore } from './packing.ts';

/** The bodies of known addresses in a manifest. */
export function inlineOf({ rows }: KeptBodies, manifest: string): string {
  const units = [...rows.values()].reduce((sum, { row }) => sum + (row[0] === 0 ? row[2] : 0), 0);
  return units > 0 && units < manifest.length ? manifest.slice(-units) : '';
}

/** What was kept, without tables that are not stored any more: then all rows are new. */
export function stored(before: KeptBodies, { isStored }: BodiesStore): KeptBodies {
  if (before.tables.every(([name]) => isStored(name))) return before;
  const rows = Array.from(before.rows, ([path, row]) => [path, { ...row, standing: 'new' }] as const);
  return { ...NO_BODIES, routes: before.routes, rows: new Map(rows) };
}
