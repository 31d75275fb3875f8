import { madeKey, madeTableKey } from '../../../schema/made/keys.ts';
import type { MadeRow, MadeTable } from '../../../schema/made/row.ts';
import type { Head } from '../../../schema/manifest.ts';
import type { ReleaseOutput } from '../assemble.ts';
import { partsOf } from '../texts.ts';

/** What a manifest says of packs of bodies. */
export interface AddedRows {
  readonly lines: ReadonlyMap<string, MadeRow | 0>;
  readonly tables: readonly MadeTable[];
  /** Routes and pages whose records say that there is something. */
  readonly flagged: ReadonlySet<string>;
  /** Bodies that go into the manifest itself, by path: their rows are in `lines`, and begin where the first of them does. */
  readonly inline: ReadonlyMap<string, string>;
}

/** Adds rows of bodies to a release's manifest. */
export function addRows(made: ReleaseOutput, { lines, tables, flagged, inline }: AddedRows): ReleaseOutput {
  const [head, index, body] = partsOf(made.manifest);
  const records = new Map<string, string>();
  for (const line of index.split('\n').slice(0, -1)) {
    const tab = line.indexOf('\t');
    const key = line.slice(0, tab);
    records.set(key, flagged.has(key) ? withFlag(line.slice(tab + 1)) : line.slice(tab + 1));
  }
  const meant = new Map(made.meant);
  for (const [path, row] of lines) records.set(madeKey(path), JSON.stringify(moved(row, body.length)));
  for (const [path, text] of inline) meant.set(madeKey(path), text);
  for (const [at, table] of tables.entries()) records.set(madeTableKey(at), JSON.stringify(table));
  const isOfEach = tables.length > 0 && isMadeOfEach(records);
  const text = [...records]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, json]) => `${key}\t${json}\n`)
    .join('');
  const bodies = [...inline.values()].join('');
  const next: Head = {
    ...head,
    index: text.length,
    body: body.length + bodies.length,
    made: tables.length,
    ...(isOfEach && { madeOfEach: true as const }),
  };
  return { ...made, manifest: `${JSON.stringify(next)}\n${text}${body}${bodies}`, meant };
}

/** Whether of each page that has known addresses, some are made. */
function isMadeOfEach(records: ReadonlyMap<string, string>): boolean {
  for (const [key, json] of records) {
    if (!key.startsWith('/') || !json.includes('"known":true')) continue;
    const { page, known } = JSON.parse(json) as { readonly page?: string; readonly known?: true }; // assemble wrote a route
    const record = known && page !== undefined ? records.get(page) : undefined;
    if (record !== undefined && !(JSON.parse(record) as { readonly made?: true }).made) return false;
  }
  return true;
}

/** The row of a body in the manifest counts from the first of them. */
function moved(row: MadeRow | 0, start: number): MadeRow | 0 {
  if (row === 0 || row[0] !== 0) return row;
  const [pack, at, ...rest] = row;
  return [pack, start + at, ...rest];
}

const withFlag = (json: string): string => JSON.stringify({ ...(JSON.parse(json) as object), made: true }); // assemble wrote a record
