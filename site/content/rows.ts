import type { CollectionRows, EntryRow } from '../../schema/api/collections.ts';
import type { Fields } from '../../schema/content/field.ts';
import type { EntryRecord } from '../../schema/content/records.ts';
import type { SiteFacts } from '../facts.ts';
import { isTags } from '../forms/control.ts';
import { type Collection, collectionsOf, sortOf, zoneOf } from './collections.ts';
import { configOf } from './config-of.ts';
import { dateOf } from './dates.ts';
import { groupsBy } from './groups.ts';

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

/** A collection as a table shows it; undefined for one that is not there. */
export function rowsOf(name: string, from: RowsFrom): CollectionRows | undefined {
  const { files, at, saved } = from;
  const publishing = { at, all: true, saved };
  const record = collectionsOf(files, publishing).find((each) => each.name === name);
  if (!record) return undefined;
  const config = configOf(files, name);
  const around = { zone: zoneOf(files), future: config.future };
  const { entries } = record;
  return {
    name,
    title: record.title,
    sort: sortOf(files, name, publishing),
    groups: groupsIn(record, config.fields),
    entries: Array.from(entries, (entry) => rowOf(entry, from, around)),
  };
}

/** Values of a field that are named: more are no choice any more. */
const MOST_VALUES = 500;

/** What entries have in the fields that group them, and in those that hold words. */
function groupsIn({ entries, groups = {} }: Collection, fields: Fields = {}): CollectionRows['groups'] {
  const words = Object.entries(fields).filter(([, field]) => isTags(field) || field.type === 'select');
  const names = [...new Set([...Object.keys(groups), ...words.map(([name]) => name)])];
  return names.map((field) => ({ field, values: valuesOf(entries, field) }));
}

function valuesOf(entries: Iterable<EntryRecord>, field: string): { name: string; at: number[] }[] {
  const found = groupsBy(entries, field);
  const often =
    found.length <= MOST_VALUES
      ? found
      : [...found].sort((a, b) => b.at.length - a.at.length).slice(0, MOST_VALUES);
  return often.map(({ name, at }) => ({ name: String(name), at: [...at] }));
}

function rowOf(
  entry: EntryRecord,
  from: RowsFrom,
  { zone, future = false }: { readonly zone: string | undefined; readonly future: boolean | undefined },
): EntryRow {
  const { path, slug, url, saved } = entry;
  const facts = from.files.get(path)?.entry;
  const { title, date: written, draft, order } = facts?.fields ?? {};
  const date = typeof written === 'string' ? written : (facts?.date ?? null);
  const later = !future && (dateOf(date, zone) ?? 0) > from.at;
  return {
    path,
    slug,
    title: typeof title === 'string' && title !== '' ? title : slug,
    date,
    state: draft === true ? 'draft' : later ? 'later' : stateOf(path, from),
    url: url ?? null,
    updated: saved ?? null,
    order: typeof order === 'number' ? order : null,
  };
}

function stateOf(path: string, { hashes, live }: RowsFrom): EntryRow['state'] {
  const there = live.get(path);
  if (there === undefined) return 'new';
  return there === hashes.get(path) ? 'live' : 'changed';
}
