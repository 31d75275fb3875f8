import type { MadeTable } from '../../../schema/made/row.ts';
import { type Rows, RowTexts, rowLine, type StandingRow } from './row-texts.ts';

/** What a release knows of its bodies: what the next one takes from it. */
export interface KeptBodies {
  /** A digest of all that decides which page answers at an address, but for the page's own record. */
  readonly routes: string;
  readonly tables: readonly MadeTable[];
  readonly rows: Rows<StandingRow>;
  /** Paths that a table has a row of, and which have none any more. */
  readonly gone: ReadonlySet<string>;
}

export const NO_BODIES: KeptBodies = { routes: '', tables: [], rows: new RowTexts([]), gone: new Set() };

/** Says in which form the rest is. */
const FORM = 1;
type First = readonly [form: number, routes: string, tables: readonly MadeTable[]];

/** UTF-16 units of a piece, about. */
const PIECE = 256 * 1024;

/** A text for `readKept`, in pieces. */
export function* writeKept(
  { routes, tables, gone }: Omit<KeptBodies, 'rows'>,
  rows: Iterable<readonly [path: string, row: StandingRow]>,
): Generator<string> {
  let lines = [JSON.stringify([FORM, routes, tables] satisfies First)];
  let units = 0;
  for (const [path, row] of rows) {
    const line = `\n${rowLine(path, row)}`;
    lines.push(line);
    units += line.length;
    if (units < PIECE) continue;
    yield lines.join('');
    lines = [];
    units = 0;
  }
  yield [...lines, ...Array.from(gone, (path) => `\n${path}`)].join('');
}

/** Nothing where there is nothing, or it is of another version: all bodies are made anew. */
export function readKept(text: string | undefined): KeptBodies {
  const [first, ...lines] = text?.split('\n') ?? [];
  if (first === undefined) return NO_BODIES;
  const [form, routes, tables] = JSON.parse(first) as First; // as writeKept wrote it, or its successor
  if (form !== FORM) return NO_BODIES;
  const gone = JSON.stringify(lines.filter((line) => !line.includes('\t')));
  return {
    routes,
    tables,
    rows: new RowTexts(lines.filter((line) => line.includes('\t'))),
    gone: new Set(JSON.parse(gone) as string[]), // of the same: a piece of the text would keep all of it in memory
  };
}
