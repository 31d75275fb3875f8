import { LIMITS } from '../../../schema/limits.ts';
import { madeLine, madeTableOf } from '../../../schema/made/keys.ts';
import type { MadeRow } from '../../../schema/made/row.ts';
import type { KeptBodies } from './kept.ts';
import { RowColumns } from './row-columns.ts';
import type { KeptRow, Rows, Standing } from './row-texts.ts';

/** The rows of a release: lines of its index, and the tables that they go before. */
export interface LaidRows {
  /** By path; 0 takes away what a table has. */
  readonly lines: ReadonlyMap<string, MadeRow | 0>;
  /** Texts of the tables, each made when it is its turn, where they are made anew; undefined where those of before go on. */
  readonly tables: Iterable<string> | undefined;
  standing(path: string, row: KeptRow): Standing;
  readonly gone: ReadonlySet<string>;
}

/**
 * Lays out rows so that a change writes little: what differs from the tables goes into the manifest, which is written anyway. When that
 * becomes too much, the tables are made anew.
 */
export function layRows(rows: Rows, before: KeptBodies): LaidRows {
  const lines = new Map<string, MadeRow | 0>();
  const gone = new Set<string>();
  for (const [path, was] of before.rows)
    if (was.standing !== 'new' && !rows.takes?.(path, was) && !rows.has(path)) gone.add(path);
  for (const path of before.gone) if (!rows.has(path)) gone.add(path);
  for (const path of gone) lines.set(path, 0);
  let characters = charactersOf(lines);
  for (const [path, kept] of rows) {
    if (standingOf(rows, before, path, kept) === 'in') continue;
    const { row } = kept;
    lines.set(path, row);
    // Those of bodies in the manifest would be there anyway.
    if (row[0] !== 0) characters += path.length + JSON.stringify(row).length;
    if (characters > LIMITS.madeRows) return inTables(rows);
  }
  return { lines, tables: undefined, standing: (path, row) => standingOf(rows, before, path, row), gone };
}

/** All rows as they are kept for the next release. */
export function* standingRows(
  rows: Rows,
  laid: LaidRows,
): Generator<readonly [path: string, row: KeptRow, standing: Standing]> {
  for (const [path, kept] of rows) yield [path, kept, laid.standing(path, kept)];
}

function standingOf(rows: Rows, before: KeptBodies, path: string, kept: KeptRow): Standing {
  if (before.rows instanceof RowColumns && before.rows.isOwn(kept)) return kept.standing;
  const was = before.rows.get(path);
  if (was && rows.goesOn?.(path)) return was.standing;
  if (was?.standing === 'in' && JSON.stringify(was.row) === JSON.stringify(kept.row)) return 'in';
  return before.gone.has(path) || (was !== undefined && was.standing !== 'new') ? 'over' : 'new';
}

/** All rows in tables, but for those of bodies in the manifest itself, which are written with it. */
function inTables(rows: Rows): LaidRows {
  const lines = new Map<string, MadeRow>();
  const kept: string[] = [];
  let characters = 0;
  for (const [path, { row }] of rows) {
    if (row[0] === 0) lines.set(path, row);
    else {
      kept.push(path);
      characters += madeLine(path, JSON.stringify(row)).length;
    }
  }
  let count = 1;
  while (count * LIMITS.madeRows < characters) count *= 2;
  const paths = Array.from({ length: count }, (): string[] => []);
  for (const path of kept.sort()) paths[madeTableOf(path, count)]?.push(path);
  return {
    lines,
    tables: tablesOf(paths, rows),
    standing: (_path, { row }) => (row[0] === 0 ? 'new' : 'in'),
    gone: new Set(),
  };
}

function* tablesOf(tables: readonly (readonly string[])[], rows: Rows): Generator<string> {
  for (const paths of tables)
    yield ['\n', ...paths.map((path) => madeLine(path, JSON.stringify(rows.get(path)?.row)))].join('');
}

function charactersOf(gone: ReadonlyMap<string, unknown>): number {
  let sum = 0;
  for (const path of gone.keys()) sum += path.length + 1;
  return sum;
}
