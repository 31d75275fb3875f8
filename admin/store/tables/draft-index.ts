import { FORMAT } from '../../../liquid/program.ts';
import { first } from '../rows/first.ts';
import { cutParts } from '../rows/parts.ts';
import { type Compiled, errorsIn, warningsIn } from './compiled.ts';
import { type DraftEntry, SharedFacts } from './draft-entry.ts';
import type { Meta } from './meta.ts';
import { assetFacts } from './stored.ts';

interface Row extends Record<string, SqlStorageValue> {
  path: string;
  hash: string;
  size: number;
  /** Milliseconds since the epoch. */
  updated: number;
  type: string | null;
  asset: string | null;
}

/** What a release notes of a file. */
export type Listed = Pick<DraftEntry, 'path' | 'hash' | 'saved' | 'asset'>;

/** Files that are looked at in one go, and characters that are kept in one. */
const GO = { files: 100, characters: 500_000 };

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
  readonly #shared = new SharedFacts();
  /** The change that `#entries` is as of; undefined before they were read. */
  #at: number | undefined;
  /** Whether there may be changes that `#entries` does not have. */
  #stale = true;
  /** Whether entries were added, which are in order when they are next asked for. */
  #unsorted = false;
  /** While all are looked at anew: the change before, and the last path. */
  #building: { readonly newest: number; after: string } | undefined;
  /** While they are kept: as of which change, what is still to be kept, and in which row. */
  #keeping: { readonly at: number; readonly left: DraftEntry[]; part: number } | undefined;

  constructor(sql: SqlStorage, meta: Meta, compiled: Compiled) {
    this.#sql = sql;
    this.#meta = meta;
    this.#compiled = compiled;
  }

  /** Every file as it is now, in path order. Not to be asked inside a transaction that may yet be rolled back. */
  entries(): ReadonlyMap<string, DraftEntry> {
    if (this.#stale) this.#refresh();
    this.#stale = false;
    if (this.#unsorted) this.#sort();
    return this.#entries;
  }

  /** Every file in path order, without compiling any. */
  listing(): Iterable<Listed> {
    if (!this.#isBehind) return this.entries().values();
    const rows = this.#sql.exec<Row>(
      'SELECT path, hash, size, type, asset, updated FROM files ORDER BY path',
    );
    return Array.from(rows, ({ path, hash, size, type, asset, updated }) =>
      asset === null
        ? { path, hash, saved: updated }
        : { path, hash, asset: { name: asset, type: type ?? '', size } },
    );
  }

  /** Whether what is known of the files was kept, by code of this format. */
  get isKept(): boolean {
    const kept = this.#meta.text(KEY);
    return kept !== undefined && JSON.parse(kept).format === FORMAT;
  }

  /** Whether there are more changes than are looked at in one go. */
  get #isBehind(): boolean {
    if (this.#at === undefined) this.#read();
    return this.#newest() - (this.#at ?? 0) > BEHIND;
  }

  /** Looks at some files, and keeps what is known of some; false when there is nothing to do. */
  catchUp(): boolean {
    if (this.#at === undefined) this.#read();
    if (this.#at === undefined) return this.#buildSome();
    const newest = this.#newest();
    if (this.#at < newest) this.#followTo(this.#at, newest, GO.files);
    else if (this.#keeping || newest - this.#keptAt() > BEHIND) this.#keepSome(newest);
    else return false;
    return true;
  }

  /** Looks again at an asset of which more is known now. */
  measured(name: string): void {
    for (const [path, entry] of this.#entries)
      if (entry.asset?.name === name)
        this.#entries.set(path, { ...entry, facts: assetFacts(this.#sql, entry.asset) });
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
    this.#forget();
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
        return [entry.path, { ...entry, facts: this.#shared.of(entry.facts) }];
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

  #buildSome(): true {
    this.#building ??= { newest: this.#newest(), after: '' };
    const { newest, after } = this.#building;
    const rows = this.#sql
      .exec<Row>(
        'SELECT path, hash, size, type, asset, updated FROM files WHERE path > ? ORDER BY path LIMIT ?',
        ...[after, GO.files],
      )
      .toArray();
    if (after === '') this.#entries = new Map();
    for (const row of rows) this.#entries.set(row.path, this.#entry(row));
    const last = rows.at(-1);
    if (last) this.#building.after = last.path;
    else {
      this.#at = newest;
      this.#building = undefined;
    }
    return true;
  }

  #follow(at: number, newest: number): void {
    this.#followTo(at, newest, Number.MAX_SAFE_INTEGER);
    if (!this.#keeping && newest - this.#keptAt() > BEHIND) this.#keep(newest);
  }

  /** Looks at what changed after one change, up to another or so many. */
  #followTo(at: number, newest: number, limit: number): void {
    // Not DISTINCT: for that SQLite reads all of the index by path.
    const rows = this.#sql
      .exec<{ id: number; path: string }>(
        'SELECT id, path FROM history WHERE id > ? ORDER BY id LIMIT ?',
        ...[at, limit],
      )
      .toArray();
    for (const path of new Set(rows.map((row) => row.path))) {
      const row = first(
        this.#sql.exec<Row>('SELECT path, hash, size, type, asset, updated FROM files WHERE path = ?', path),
      );
      if (!row) this.#entries.delete(path);
      else {
        this.#unsorted ||= !this.#entries.has(path);
        this.#entries.set(path, this.#entry(row));
      }
    }
    this.#at = rows.length < limit ? newest : rows.at(-1)?.id;
  }

  #sort(): void {
    this.#entries = new Map([...this.#entries].sort(([a], [b]) => (a < b ? -1 : 1)));
    this.#unsorted = false;
  }

  #keptAt(): number {
    const kept = this.#meta.text(KEY);
    return kept === undefined ? Number.NEGATIVE_INFINITY : JSON.parse(kept).at;
  }

  /** Keeps some of the entries: a row, which no one reads before the last is there. */
  #keepSome(newest: number): void {
    if (!this.#keeping) {
      this.#stale = true;
      this.#forget();
      this.#keeping = { at: newest, left: [...this.entries().values()].reverse(), part: 0 };
    }
    const { at, left, part } = this.#keeping;
    let text = '';
    for (let next = left.pop(); next; next = text.length < GO.characters ? left.pop() : undefined)
      text += `${part === 0 && text === '' ? '' : '\n'}${JSON.stringify(next)}`;
    for (const piece of text === '' ? [] : cutParts(text))
      this.#sql.exec('INSERT INTO draft_index VALUES (?, ?)', this.#keeping.part++, piece);
    if (left.length > 0) return;
    this.#meta.set(KEY, JSON.stringify({ at, format: FORMAT }));
    this.#keeping = undefined;
  }

  #forget(): void {
    this.#keeping = undefined;
    this.#building = undefined;
    this.#sql.exec('DELETE FROM draft_index');
    this.#sql.exec('DELETE FROM meta WHERE key = ?', KEY);
  }

  #keep(at: number): void {
    this.#at = at;
    this.#forget();
    const lines = Array.from(this.#entries.values(), (entry) => JSON.stringify(entry));
    for (const [part, text] of cutParts(lines.join('\n')).entries())
      this.#sql.exec('INSERT INTO draft_index VALUES (?, ?)', part, text);
    this.#meta.set(KEY, JSON.stringify({ at, format: FORMAT }));
  }

  #entry({ path, hash, size, type, asset, updated }: Row): DraftEntry {
    if (asset !== null) {
      const record = { name: asset, type: type ?? '', size };
      return { path, hash, units: 0, facts: assetFacts(this.#sql, record), asset: record };
    }
    const { facts, code, diagnostics } = this.#compiled.ready(hash, path);
    const errors = errorsIn(diagnostics);
    return {
      path,
      hash,
      saved: updated,
      units: code.length,
      facts: this.#shared.of(facts),
      ...(errors.length > 0 && { errors }),
      ...(warningsIn(diagnostics).length > 0 && { warned: true }),
    };
  }
}
