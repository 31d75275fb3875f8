import type { EntryRecord } from '../../schema/content/records.ts';
import { own } from '../../schema/own.ts';
import type { SiteFacts } from '../facts.ts';
import { type ExactJson, exactObject } from '../files/exact.ts';
import { isSaying } from '../site-facts.ts';

/** Entries to be written as JSON. `mark` goes before it: a space where JSON.parse would change a number, see site/files/exact. */
export interface WrittenEntries {
  readonly entries: readonly EntryRecord[];
  readonly mark: '' | ' ';
}

/** Entries with the numbers that their files have. */
export function withNumbers(entries: readonly EntryRecord[], files: SiteFacts): WrittenEntries {
  const exact = entries.map((entry) =>
    exactEntry(entry, isSaying(files, entry.path, 'own') ? files.get(entry.path)?.own : undefined),
  );
  return { entries: exact, mark: exact.some((entry, at) => entry !== entries[at]) ? ' ' : '' };
}

function exactEntry(entry: EntryRecord, json: ExactJson | undefined): EntryRecord {
  if (json === undefined) return entry;
  const exact = exactObject(json);
  const fields = Object.entries(entry.fields).map(([name, value]) => [name, own(exact, name) ?? value]);
  return { ...entry, fields: Object.fromEntries(fields) };
}
