import type { CollectionQuery, CollectionRows, EntryRow } from '../../schema/api/collections.ts';
import { ProblemError } from '../../schema/api/problem.ts';
import type { Fields } from '../../schema/content/field.ts';
import type { EntryRecord } from '../../schema/content/records.ts';
import type { SiteFacts } from '../facts.ts';
import { isTags } from '../forms/control.ts';
import { inOneGo } from '../in-one-go.ts';
import { type Collection, makingCollections, sortOf } from './collections.ts';
import { configOf, zoneOf } from './config-of.ts';
import { dateOf } from './dates.ts';
import { Grouping } from './grouping.ts';
import { type PlacedRow, pageOfRows } from './page-of-rows.ts';

/** What the rows of a collection are made from. */
export interface RowsFrom {
  readonly files: SiteFacts;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly saved: (path: string) => number | undefined;
  /** Hashes of the draft's files, and of those that are live. */
  readonly hashes: Pick<ReadonlyMap<string, string>, 'get'>;
  readonly live: Pick<ReadonlyMap<string, string>, 'get'>;
}

/** A collection as a table shows it, of which a page may be asked for. */
export interface Table extends Pick<CollectionRows, 'name' | 'title' | 'sort'> {
  readonly groups: readonly GroupOfRows[];
  readonly rows: readonly PlacedRow[];
  /** When the date of an entry comes, and its state is another; milliseconds since the epoch, without end where all have come. */
  readonly until: number;
}

interface GroupOfRows {
  readonly field: string;
  readonly values: readonly Named[];
  /** Those that an answer names. */
  readonly often: readonly Named[];
}

interface Named {
  readonly name: string;
  /** Places in the collection, in order. */
  readonly at: readonly number[];
}

/** A collection as a table shows it; undefined for one that is not there. */
export const rowsOf = (name: string, from: RowsFrom): CollectionRows | undefined => {
  const table = inOneGo(makingTable(name, from));
  return table && askTable(table, {});
};

/** Rows that are made between two pauses. */
const ROWS = 2_000;

/** Makes the table of a collection, with pauses; undefined for one that is not there. */
export function* makingTable(name: string, from: RowsFrom): Generator<void, Table | undefined> {
  const { files, at, saved } = from;
  const publishing = { at, all: true, saved };
  const records = yield* makingCollections(files, publishing);
  const record = records.find((each) => each.name === name);
  if (!record) return undefined;
  const config = configOf(files, name);
  const around = { zone: zoneOf(files), future: config.future };
  const { entries } = record;
  const sort = sortOf(files, name, publishing);
  const groupings = groupedIn(record, config.fields).map((field) => ({
    field,
    grouping: new Grouping(field),
  }));
  const rows = new Array<PlacedRow>(entries.length);
  let made = 0;
  let until = Number.POSITIVE_INFINITY;
  // In the order of paths, in which entries are read fastest, and each once: they are parsed each time.
  for (const place of entries.byPath) {
    const entry = entries.at(place);
    const { row, comes } = rowOf(entry, from, around);
    rows[place] = { row, key: entries.valueAt(place) };
    if (comes > at) until = Math.min(until, comes);
    for (const { grouping } of groupings) grouping.add(place, entry);
    if (++made % ROWS === 0) yield;
  }
  const order = {
    numbers: Uint32Array.from(entries.byPath.keys()),
    places: Int32Array.from(entries.byPath.keys()),
  };
  const groups = groupings.map(({ field, grouping }) => {
    const values = grouping
      .groups(order, entries)
      .map(({ name: value, numbers }) => ({ name: String(value), at: Array.from(numbers) }));
    return { field, values, often: oftenOf(values) };
  });
  return { name, title: record.title, sort, groups, rows, until };
}

/** What was asked for of a table. Who asks for less than all of it is not told which entries are in a group. */
export function askTable({ name, title, sort, groups, rows }: Table, query: CollectionQuery): CollectionRows {
  const { field, value } = query;
  const some = field === undefined && value === undefined ? rows : rowsWith({ groups, rows }, field, value);
  const page = pageOfRows(some, query, sort.startsWith('-'));
  const isAll = page.entries.length === rows.length && rows.every(({ row }, at) => page.entries[at] === row);
  const told = groups.map((each) => ({
    field: each.field,
    values: each.often.map(({ name: of, at }) => ({
      name: of,
      size: at.length,
      ...(isAll && { at: [...at] }),
    })),
  }));
  return { name, title, sort, groups: told, ...page, count: rows.length };
}

function rowsWith({ groups, rows }: Pick<Table, 'groups' | 'rows'>, field?: string, value?: string) {
  const names = groups.map((each) => each.field);
  const known =
    names.length > 0 ? `its entries are in groups by ${names.join(', ')}` : 'nothing groups its entries';
  const refuse = (key: string, detail: string) =>
    new ProblemError('invalid', `${key}: ${detail}`, { rule: 'query', field: key });
  if (field === undefined) throw refuse('field', `give it with \`value\`; ${known}`);
  const group = groups.find((each) => each.field === field);
  if (!group) throw refuse('field', `nothing is grouped by ${field}; ${known}`);
  if (value === undefined) throw refuse('value', `give it with \`field\``);
  return group.values.find((each) => each.name === value)?.at.flatMap((at) => rows[at] ?? []) ?? [];
}

/** Values of a field that are named: more are no choice any more. */
const MOST_VALUES = 500;

/** The fields that group entries, and those that hold words. */
function groupedIn({ groups = {} }: Collection, fields: Fields = {}): string[] {
  const words = Object.entries(fields).filter(([, field]) => isTags(field) || field.type === 'select');
  return [...new Set([...Object.keys(groups), ...words.map(([name]) => name)])];
}

function oftenOf(values: readonly Named[]): readonly Named[] {
  if (values.length <= MOST_VALUES) return values;
  return [...values].sort((a, b) => b.at.length - a.at.length).slice(0, MOST_VALUES);
}

function rowOf(
  entry: EntryRecord,
  from: RowsFrom,
  { zone, future = false }: { readonly zone: string | undefined; readonly future: boolean | undefined },
): { readonly row: EntryRow; readonly comes: number } {
  const { path, slug, url, saved } = entry;
  const { title, date: written, draft, order } = entry.fields;
  const date = dateIn(written) ?? (written === undefined ? null : dateIn(from.files.get(path)?.entry?.date));
  const comes = future ? 0 : (dateOf(date, zone) ?? 0);
  const later = comes > from.at;
  const row: EntryRow = {
    path,
    slug,
    title: typeof title === 'string' && title !== '' ? title : slug,
    date,
    state: draft === true ? 'draft' : later ? 'later' : stateOf(path, from),
    url: url ?? null,
    updated: saved ?? null,
    order: typeof order === 'number' ? order : null,
  };
  return { row, comes };
}

const dateIn = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function stateOf(path: string, { hashes, live }: RowsFrom): EntryRow['state'] {
  const there = live.get(path);
  if (there === undefined) return 'new';
  return there === hashes.get(path) ? 'live' : 'changed';
}
