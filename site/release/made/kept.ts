import type { MadeTable } from '../../../schema/made/row.ts';
import { linesOf, piecesOf } from '../../lines-in-pieces.ts';
import { ofItsOwn } from '../../of-its-own.ts';
import { lineOf, RowColumns, type RowNumbers } from './row-columns.ts';
import type { KeptRow, Rows, Standing, StandingRow } from './row-texts.ts';

/** What a release knows of its bodies: what the next one takes from it. */
export interface KeptBodies {
  /** A digest of all that decides which page answers at an address, but for the page's own record. */
  readonly routes: string;
  readonly tables: readonly MadeTable[];
  readonly rows: Rows<StandingRow>;
  /** Paths that a table has a row of, and which have none any more. */
  readonly gone: ReadonlySet<string>;
}

export const NO_BODIES: KeptBodies = { routes: '', tables: [], rows: new Map(), gone: new Set() };

/** Says in which form the rest is. */
const FORM = 1;
type First = readonly [form: number, routes: string, tables: readonly MadeTable[]];

/** A text for `readingKept`, in pieces. */
export const writeKept = (kept: Omit<KeptBodies, 'rows'>, rows: Iterable<Row>): Generator<string> =>
  piecesOf(linesToKeep(kept, rows));

type Row = readonly [path: string, row: KeptRow, standing: Standing];

function* linesToKeep(
  { routes, tables, gone }: Omit<KeptBodies, 'rows'>,
  rows: Iterable<Row>,
): Generator<string> {
  yield JSON.stringify([FORM, routes, tables] satisfies First);
  for (const row of rows) yield lineOf(...row);
  yield* gone;
}

/** Nothing where there is nothing, or it is of another version: all bodies are made anew. Takes the text in pieces; pauses after each. */
export function* readingKept(pieces: Iterable<string>, numbers: RowNumbers): Generator<void, KeptBodies> {
  const rows = new RowColumns(numbers);
  const gone = new Set<string>();
  let first: First | undefined;
  for (const line of linesOf(pieces)) {
    if (line === undefined) yield;
    else if (!first) {
      first = JSON.parse(line) as First; // as writeKept wrote it, or its successor
      if (first[0] !== FORM) return NO_BODIES;
    } else if (line.includes('\t')) rows.addLine(line);
    else gone.add(ofItsOwn(line));
  }
  return first ? { routes: first[1], tables: first[2], rows, gone } : NO_BODIES;
}
