import type { AssetRecord } from '../../../schema/manifest.ts';
import { inOneGo } from '../../../site/in-one-go.ts';
import { first } from '../rows/first.ts';
import { type Compiled, errorsIn, warningsIn } from './compiled.ts';
import type { Line } from './draft/chunk.ts';
import type { Known } from './draft/fact-lines.ts';
import { Listing } from './draft/listing.ts';
import { forgetNoted, isSameNoted, type Noted, note, readNoted } from './draft/noted.ts';
import { editSlices, SliceWriter } from './draft/slice-writer.ts';
import { isInOrder, type Slice, SliceRows, sumOf } from './draft/slices.ts';
import { DraftView } from './draft/view.ts';
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

/** What a release notes of all files. */
export interface Listed {
  readonly listing: Listing;
  readonly assets: ReadonlyMap<string, AssetRecord>;
}

/** Files that are looked at in one go. */
const GO = 100;

/** Changes that are not in slices yet, above which they are put there: rows of the slices that they are in, against one for each change. */
const BEHIND = 500;
/** Of those, how many are put there in one go. */
const SOME = 100;
const COLUMNS = 'path, hash, size, type, asset, updated';

/**
 * What is known of all files of the draft, without a row for each of them: in slices, each a row, as of one change or later, and what
 * changed since, from the changes in history. Of a file in a slice only its path, hash and date are in memory, and what is known of those that
 * are no entries.
 */
export class DraftIndex {
  readonly #sql: SqlStorage;
  readonly #meta: Meta;
  readonly #compiled: Compiled;
  readonly #rows: SliceRows;
  readonly #shared = new SharedFacts();
  #slices: readonly Slice[] = [];
  /** What is otherwise than in the slices; null for what is gone. */
  #changes = new Map<string, DraftEntry | null>();
  /** Which change each of those is as of, the first ones first. */
  readonly #since = new Map<string, number>();
  /** The change that all this is as of; undefined before it was read. */
  #at: number | undefined;
  /** Whether there may be changes since. */
  #stale = true;
  #view: DraftView | undefined;
  /** While all are looked at anew: the change before, the last path, and what is kept of them. */
  #building: { readonly newest: number; after: string; readonly writer: SliceWriter } | undefined;

  constructor(sql: SqlStorage, meta: Meta, compiled: Compiled) {
    this.#sql = sql;
    this.#meta = meta;
    this.#compiled = compiled;
    this.#rows = new SliceRows(sql, ({ path, hash }) => this.#known(path, hash));
  }

  /** Every file as it is now. Not to be asked inside a transaction that may yet be rolled back. */
  view(): DraftView {
    if (this.#stale) this.#refresh();
    this.#stale = false;
    return this.#asRead();
  }

  /** Every file as of the change that was looked at last. */
  #asRead(): DraftView {
    this.#view ??= new DraftView(this.#rows, this.#slices, new Map(this.#changes));
    return this.#view;
  }

  /** Every file, without compiling any. */
  listed(): Listed {
    if (!this.#isBehind) return this.view();
    const rows = this.#sql.exec<Row>(`SELECT ${COLUMNS} FROM files ORDER BY path`);
    const assets = new Map<string, AssetRecord>();
    const lines: Line[] = [];
    for (const row of rows) {
      const { path, hash, asset } = row;
      if (asset !== null) assets.set(path, recordOf(row, asset));
      lines.push({ path, hash, ...(asset === null && { saved: row.updated }) });
    }
    return { listing: Listing.of(lines), assets };
  }

  /** A text of another hash than the draft's, or an asset, as an entry. */
  entryOf({ path, hash, saved }: Line, asset?: AssetRecord): DraftEntry {
    if (asset) return { path, hash, units: 0, facts: assetFacts(this.#sql, asset), asset };
    const { facts, code, diagnostics } = this.#compiled.ready(hash, path);
    const errors = errorsIn(diagnostics);
    return {
      path,
      hash,
      saved,
      units: code.length,
      facts: this.#shared.of(facts),
      ...(errors.length > 0 && { errors }),
      ...(warningsIn(diagnostics).length > 0 && { warned: true }),
    };
  }

  /** Whether what is known of the files was kept, by code of this format. */
  get isKept(): boolean {
    return readNoted(this.#meta) !== undefined;
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
    if (this.#at < newest) this.#followTo(this.#at, newest, GO);
    else if (this.#changes.size <= BEHIND) return false;
    this.#keepSome();
    return true;
  }

  /** Looks again at an asset of which more is known now. */
  measured(name: string): void {
    if (this.#at === undefined) {
      this.#building = undefined;
      return;
    }
    const { listing, assets } = this.#asRead();
    const paths = [...assets].filter(([, asset]) => asset.name === name).map(([path]) => path);
    for (const path of paths)
      this.#changes.set(path, this.entryOf({ path, hash: listing.hashes.get(path) ?? '' }, assets.get(path)));
    this.#keep(paths);
  }

  /** Tells that there is a change, or may be one: it is looked for when the index is next asked. */
  changed(): void {
    this.#stale = true;
  }

  /** Forgets all: the tables were filled by other means than changes. */
  reset(): void {
    this.#at = undefined;
    this.#stale = true;
    this.#forget();
  }

  #refresh(): void {
    const newest = this.#newest();
    if (this.#at === undefined) this.#read();
    if (this.#at === undefined) this.#build();
    else if (this.#at !== newest) this.#followTo(this.#at, newest, Number.MAX_SAFE_INTEGER);
    while (this.#changes.size > BEHIND) this.#keepSome();
  }

  #newest(): number {
    return this.#sql.exec<{ id: number | null }>('SELECT MAX(id) AS id FROM history').one().id ?? 0;
  }

  /** Reads what was kept before it is asked for, with pauses. */
  *reading(): Generator<void> {
    const noted = this.#at === undefined ? readNoted(this.#meta) : undefined;
    if (!noted) return;
    const slices = yield* this.#rows.reading();
    // Who could not wait may have read it meanwhile, and changed it.
    if (this.#at === undefined && isSameNoted(noted, readNoted(this.#meta))) this.#take(noted, slices);
  }

  /** Reads what was kept, unless code of another format kept it. */
  #read(): void {
    const noted = readNoted(this.#meta);
    if (noted) this.#take(noted, inOneGo(this.#rows.reading()));
  }

  #take(noted: Noted, slices: readonly Slice[]): void {
    // As it would be where rows were written by a transaction that was taken back, or one was not written.
    if (!isInOrder(slices) || sumOf(slices) !== noted.slices) {
      forgetNoted(this.#meta);
      return;
    }
    this.#slices = slices;
    this.#at = noted.at;
    this.#view = undefined;
  }

  #build(): void {
    this.#building = undefined;
    this.#compiled.refresh();
    while (this.#at === undefined) this.#buildSome();
  }

  #buildSome(): true {
    if (!this.#building) this.#forget();
    this.#building ??= { newest: this.#newest(), after: '', writer: new SliceWriter(this.#rows) };
    const { newest, after, writer } = this.#building;
    const rows = this.#sql
      .exec<Row>(`SELECT ${COLUMNS} FROM files WHERE path > ? ORDER BY path LIMIT ?`, after, GO)
      .toArray();
    for (const row of rows) writer.add(this.#rows.item(this.#entry(row)));
    const last = rows.at(-1);
    if (last) this.#building.after = last.path;
    else {
      this.#slices = writer.end();
      this.#building = undefined;
      this.#at = newest;
      this.#noteKept();
    }
    return true;
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
    const last = new Map<string, number>();
    for (const { path, id } of rows) {
      last.delete(path); // the order is that of the last change of each: what is noted is the oldest
      last.set(path, id);
    }
    for (const [path, id] of last) {
      const row = first(this.#sql.exec<Row>(`SELECT ${COLUMNS} FROM files WHERE path = ?`, path));
      this.#changes.set(path, row ? this.#entry(row) : null);
      this.#since.delete(path);
      this.#since.set(path, id);
    }
    this.#at = rows.length < limit ? newest : rows.at(-1)?.id;
    this.#view = undefined;
  }

  /** Puts what changed first into the slices. They are as of the change that is noted, or later: what is followed is looked at anew. */
  #keepSome(): void {
    this.#keep([...this.#since.keys()].slice(0, SOME));
  }

  #keep(paths: readonly string[]): void {
    const edits = new Map(
      paths.map((path) => {
        const entry = this.#changes.get(path);
        return [path, entry ? this.#rows.item(entry) : null] as const;
      }),
    );
    this.#slices = editSlices(this.#rows, this.#slices, edits);
    for (const path of paths) {
      this.#changes.delete(path);
      this.#since.delete(path);
    }
    this.#noteKept();
  }

  #noteKept(): void {
    this.#view = undefined;
    const [oldest = (this.#at ?? 0) + 1] = this.#since.values();
    note(this.#meta, { at: oldest - 1, slices: sumOf(this.#slices) });
  }

  #forget(): void {
    this.#building = undefined;
    this.#slices = [];
    this.#changes = new Map();
    this.#since.clear();
    this.#view = undefined;
    this.#rows.dropAll();
    forgetNoted(this.#meta);
  }

  #entry(row: Row): DraftEntry {
    const { path, hash, asset, updated } = row;
    return this.entryOf({ path, hash, saved: updated }, asset === null ? undefined : recordOf(row, asset));
  }

  #known(path: string, hash: string): Known {
    const { facts, errors } = this.entryOf({ path, hash });
    return { facts, ...(errors && { errors }) };
  }
}

const recordOf = ({ type, size }: Row, name: string): AssetRecord => ({ name, type: type ?? '', size });
