import type { CollectionRows, EntryRow } from '../../schema/api/collections.ts';
import type { EntryRecord } from '../../schema/content/records.ts';
import type { SiteFacts } from '../facts.ts';
import { collectionsOf, zoneOf } from './collections.ts';
import { dateOf } from './dates.ts';

/** What the rows of a collection are made from. */
export interface RowsFrom {
  readonly files: SiteFacts;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly saved: (path: string) => number | undefined;
  /** Hashes of the draft's files, and of those that are live. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly live: ReadonlyMap<string, string>;
}

/** A collection as a table shows it; undefined for one that is not there. */
export function rowsOf(name: string, from: RowsFrom): CollectionRows | undefined {
  const { files, at, saved } = from;
  const record = collectionsOf(files, { at, all: true, saved }).find((each) => each.name === name);
  if (!record) return undefined;
  const zone = zoneOf(files);
  return { name, title: record.title, entries: record.entries.map((entry) => rowOf(entry, from, zone)) };
}

function rowOf(entry: EntryRecord, from: RowsFrom, zone: string | undefined): EntryRow {
  const { path, slug, url, saved } = entry;
  const facts = from.files.get(path)?.entry;
  const { title, date: written, draft } = facts?.fields ?? {};
  const date = typeof written === 'string' ? written : (facts?.date ?? null);
  const later = (dateOf(date, zone) ?? 0) > from.at;
  return {
    path,
    slug,
    title: typeof title === 'string' && title !== '' ? title : slug,
    date,
    state: draft === true ? 'draft' : later ? 'later' : stateOf(path, from),
    url: url ?? null,
    updated: saved ?? null,
  };
}

function stateOf(path: string, { hashes, live }: RowsFrom): EntryRow['state'] {
  const there = live.get(path);
  if (there === undefined) return 'new';
  return there === hashes.get(path) ? 'live' : 'changed';
}
