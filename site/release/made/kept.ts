import type { MadeRow, MadeTable } from '../../../schema/made/row.ts';

/** How a row stands to the tables: in one, in place of another row there, or new. */
export type Standing = 'in' | 'over' | 'new';

/** The row of an address, and what its body is. */
export interface KeptRow {
  readonly row: MadeRow;
  /** The first 128 bits of the SHA-256 of the body. */
  readonly digest: string;
}

/** What a release knows of its bodies: what the next one takes from it. */
export interface KeptBodies {
  /** A digest of all that decides which page answers at an address, but for the page's own record. */
  readonly routes: string;
  readonly tables: readonly MadeTable[];
  readonly rows: ReadonlyMap<string, KeptRow & { readonly standing: Standing }>;
  /** Paths that a table has a row of, and which have none any more. */
  readonly gone: ReadonlySet<string>;
}

export const NO_BODIES: KeptBodies = { routes: '', tables: [], rows: new Map(), gone: new Set() };

/** Says in which form the rest is. */
const FORM = 1;
type First = readonly [form: number, routes: string, tables: readonly MadeTable[]];

export function writeKept({ routes, tables, rows, gone }: KeptBodies): string {
  const lines = Array.from(rows, ([path, { row, digest, standing }]) =>
    [path, standing, digest, JSON.stringify(row)].join('\t'),
  );
  return [JSON.stringify([FORM, routes, tables] satisfies First), ...lines, ...gone].join('\n');
}

/** Nothing where there is nothing, or it is of another version: all bodies are made anew. */
export function readKept(text: string | undefined): KeptBodies {
  const [first, ...lines] = text?.split('\n') ?? [];
  if (first === undefined) return NO_BODIES;
  const [form, routes, tables] = JSON.parse(first) as First; // as writeKept wrote it, or its successor
  if (form !== FORM) return NO_BODIES;
  const rows = new Map<string, KeptRow & { standing: Standing }>();
  const gone = new Set<string>();
  for (const line of lines) {
    const [path = '', standing, digest = '', json] = line.split('\t');
    if (json === undefined) gone.add(path);
    else rows.set(path, { row: JSON.parse(json) as MadeRow, digest, standing: standing as Standing }); // as written
  }
  return { routes, tables, rows, gone };
}
