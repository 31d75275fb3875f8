import { LIMITS } from '../../../schema/limits.ts';
import { madeLine, madeTableOf } from '../../../schema/made/keys.ts';
import type { MadeRow } from '../../../schema/made/row.ts';
import type { KeptBodies, KeptRow, Standing } from './kept.ts';

/** The rows of a release: lines of its index, and the tables that they go before. */
export interface LaidRows {
  /** By path; 0 takes away what a table has. */
  readonly lines: ReadonlyMap<string, MadeRow | 0>;
  /** Texts of the tables, where they are made anew; undefined where those of before go on. */
  readonly tables: readonly string[] | undefined;
  readonly standing: ReadonlyMap<string, Standing>;
  readonly gone: ReadonlySet<string>;
}

/**
 * Lays out rows so that a change writes little: what differs from the tables goes into the manifest, which is written anyway. When that
 * becomes too much, the tables are made anew.
 */
export function layRows(rows: ReadonlyMap<string, KeptRow>, before: KeptBodies): LaidRows {
  const lines = new Map<string, MadeRow | 0>();
  const standing = new Map<string, Standing>();
  for (const [path, { row }] of rows) {
    const was = before.rows.get(path);
    const isSame = was?.standing === 'in' && JSON.stringify(was.row) === JSON.stringify(row);
    const covers = before.gone.has(path) || (was !== undefined && was.standing !== 'new');
    standing.set(path, isSame ? 'in' : covers ? 'over' : 'new');
    if (!isSame) lines.set(path, row);
  }
  const gone = new Set<string>();
  for (const [path, { standing }] of before.rows) if (standing !== 'new' && !rows.has(path)) gone.add(path);
  for (const path of before.gone) if (!rows.has(path)) gone.add(path);
  for (const path of gone) lines.set(path, 0);
  if (charactersOf(lines) <= LIMITS.madeRows) return { lines, tables: undefined, standing, gone };
  return inTables(rows);
}

/** All rows in tables, but for those of bodies in the manifest itself, which are written with it. */
function inTables(rows: ReadonlyMap<string, KeptRow>): LaidRows {
  const lines = new Map<string, MadeRow>();
  const kept: (readonly [path: string, json: string])[] = [];
  for (const [path, { row }] of rows) {
    if (row[0] === 0) lines.set(path, row);
    else kept.push([path, JSON.stringify(row)]);
  }
  kept.sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = kept.map(([path, json]) => madeLine(path, json));
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  let count = 1;
  while (count * LIMITS.madeRows < characters) count *= 2;
  const tables = Array.from({ length: count }, () => ['\n']);
  for (const [at, [path]] of kept.entries()) tables[madeTableOf(path, count)]?.push(texts[at] ?? '');
  const standing = new Map(
    Array.from(rows, ([path, { row }]) => [path, row[0] === 0 ? 'new' : 'in'] as const),
  );
  return { lines, tables: tables.map((table) => table.join('')), standing, gone: new Set() };
}

function charactersOf(lines: ReadonlyMap<string, MadeRow | 0>): number {
  let sum = 0;
  // Those of bodies in the manifest would be there anyway.
  for (const [path, row] of lines)
    if (row === 0 || row[0] !== 0) sum += path.length + JSON.stringify(row).length;
  return sum;
}
