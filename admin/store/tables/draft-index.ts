import { FORMAT } from '../../../liquid/program.ts';
import { type Compiled, errorsIn } from './compiled.ts';
import type { DraftEntry } from './draft-entry.ts';
import { first } from './first.ts';
import type { Meta } from './meta.ts';
import { cutParts } from './parts.ts';

interface Row extends Record<string, SqlStorageValue> {
  path: string;
  hash: string;
  size: number;
  /** Milliseconds since the epoch. */
  updated: number;
  type: string | null;
  asset: string | null;
}

/** Changes since the index was kept, above which it is kept anew: its few rows against one for each change. */
const BEHIND = 500;
const KEY = 'draft_index';

/**
 * What is known of all files of the draft, without a row for each of them: kept in a few rows as of one change, and
 * brought up to date from the changes in history since then. Also in memory, until the object is evicted.
 */
export class DraftIndex {
  readonly #sql: SqlStorage;
  readonly #meta: Meta;
  readonly #compiled: Compiled;
  #entries = new Map<string, DraftEntry>();
  /** The change that `#entries` is as of; undefined before they were read. */
  #at: number | undefined;
  /** Whether there may be changes that `#entries` does not have. */
  #stale = true;

  constructor(sql: SqlStorage, meta: Meta, compiled: Compiled) {
    this.#sql = sql;
    this.#meta = meta;
    this.#compiled = compiled;
  }

  /** Every file as it is now, in path order. Not to be asked inside a transaction that may yet be rolled back. */
  entries(): ReadonlyMap<string, DraftEntry> {
    if (this.#stale) this.#refresh();
    this.#stale = false;
    return this.#entries;
  }

  /** Tells that there is a change, or may be one: it is looked for when the index is next asked. */
  changed(): void {
    this.#stale = true;
  }

  /** Forgets all: the tables were filled by other means than changes. */
  reset(): void {
    this.#at = undefined;
    this.#stale = true;
    this.#entries = new Map();
    this.#sql.exec('DELETE FROM draft_index');
    this.#sql.exec('DELETE FROM meta WHERE key = ?', KEY);
  }

  #refresh(): void {
    const newest = this.#newest();
    if (this.#at === undefined) this.#read();
    if (this.#at === undefined) this.#build(newest);
    else if (this.#at !== newest) this.#follow(this.#at, newest);
  }

  #newest(): number {
    return this.#sql.exec<{ id: number | null }>('SELECT MAX(id) AS id FROM history').one().id ?? 0;
  }

  /** Reads what was kept, unless code of another format kept it. */
  #read(): void {
    const kept = this.#meta.text(KEY);
    const { at, format } = kept === undefined ? { at: 0, format: 0 } : JSON.parse(kept);
    if (format !== FORMAT) return;
    const rows = this.#sql.exec<{ text: string }>('SELECT text FROM draft_index ORDER BY part');
    const text = Array.from(rows, (row) => row.text).join('');
    const lines = text === '' ? [] : text.split('\n');
    this.#entries = new Map(
      lines.map((line) => {
        const entry: DraftEntry = JSON.parse(line); // as #keep wrote it
        return [entry.path, entry];
      }),
    );
    this.#at = at;
  }

  #build(newest: number): void {
    this.#compiled.refresh();
    const rows = this.#sql.exec<Row>(
      'SELECT path, hash, size, type, asset, updated FROM files ORDER BY path',
    );
    this.#entries = new Map(Array.from(rows, (row) => [row.path, this.#entry(row)]));
    this.#keep(newest);
  }

  #follow(at: number, newest: number): void {
    // Not DISTINCT: for that SQLite reads all of the index by path.
    const rows = this.#sql.exec<{ path: string }>('SELECT path FROM history WHERE id > ?', at);
    const changed = new Set(Array.from(rows, ({ path }) => path));
    let added = false;
    for (const path of changed) {
      const row = first(
        this.#sql.exec<Row>('SELECT path, hash, size, type, asset, updated FROM files WHERE path = ?', path),
      );
      if (!row) this.#entries.delete(path);
      else {
        added ||= !this.#entries.has(path);
        this.#entries.set(path, this.#entry(row));
      }
    }
    if (added) this.#sort();
    this.#at = newest;
    if (newest - this.#keptAt() > BEHIND) this.#keep(newest);
  }

  #sort(): void {
    this.#entries = new Map([...this.#entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #keptAt(): number {
    const kept = this.#meta.text(KEY);
    return kept === undefined ? 0 : JSON.parse(kept).at;
  }

  #keep(at: number): void {
    this.#at = at;
    this.#sql.exec('DELETE FROM draft_index');
    const lines = Array.from(this.#entries.values(), (entry) => JSON.stringify(entry));
    for (const [part, text] of cutParts(lines.join('\n')).entries())
      this.#sql.exec('INSERT INTO draft_index VALUES (?, ?)', part, text);
    this.#meta.set(KEY, JSON.stringify({ at, format: FORMAT }));
  }

  #entry({ path, hash, size, type, asset, updated }: Row): DraftEntry {
    if (asset !== null) {
      const record = { name: asset, type: type ?? '', size };
      return { path, hash, units: 0, facts: { kind: 'asset' }, asset: record };
    }
    const { facts, code, diagnostics } = this.#compiled.ready(hash, path);
    const errors = errorsIn(diagnostics);
    return { path, hash, saved: updated, units: code.length, facts, ...(errors.length > 0 && { errors }) };
  }
}
