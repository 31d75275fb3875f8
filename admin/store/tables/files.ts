import type { Diagnostic } from '../../../schema/diagnostic.ts';
import { type FileKind, foldPath } from '../../../schema/file.ts';
import { etagOf } from '../../../schema/file-etag.ts';
import type { AssetRecord } from '../../../schema/manifest.ts';
import { checkArguments, checkRefs } from '../../../site/check/check.ts';
import { checkEntry } from '../../../site/content/check-content.ts';
import type { Facts, SiteFacts } from '../../../site/facts.ts';
import { type Deleted, History, toContent, type Version } from '../history.ts';
import { BEHIND, behind } from '../rows/behind.ts';
import { first } from '../rows/first.ts';
import { type Content, type FileChange, type Stamp, writeChanges } from './changes.ts';
import type { Compiled } from './compiled.ts';
import type { Listing, Lookup } from './draft/listing.ts';
import type { DraftView } from './draft/view.ts';
import type { DraftEntry } from './draft-entry.ts';
import { DraftIndex, type Listed } from './draft-index.ts';
import type { Meta } from './meta.ts';
import { assetFacts } from './stored.ts';

/** What the API tells about a file. */
export interface FileInfo {
  readonly path: string;
  readonly kind: FileKind;
  /** SHA-256 of its bytes, hex. */
  readonly hash: string;
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly updated: number;
  /** A picture's size in pixels, where it is known. */
  readonly picture?: { readonly width: number; readonly height: number };
  readonly diagnostics: readonly Diagnostic[];
}

/** A file and what it holds. */
export interface FileContent extends Content {
  readonly path: string;
}

/** Of some files together. */
export interface Sizes {
  readonly files: number;
  readonly bytes: number;
  /** Of their paths in UTF-8. */
  readonly characters: number;
}

type Row = Record<'path' | 'kind' | 'hash' | 'author', string> & {
  size: number;
  updated: number;
  type: string | null;
  asset: string | null;
};

/** The rows of the draft and of its history. What may change them, and when, is edit.ts's. */
export class Files {
  readonly #sql: SqlStorage;
  readonly #meta: Meta;
  readonly #compiled: Compiled;
  readonly #index: DraftIndex;
  readonly #history: History;

  constructor(sql: SqlStorage, meta: Meta, compiled: Compiled) {
    this.#sql = sql;
    this.#meta = meta;
    this.#compiled = compiled;
    this.#index = new DraftIndex(sql, meta, compiled);
    this.#history = new History(sql);
  }

  /** Counts the changes of the draft. */
  get draft(): number {
    return this.#meta.number('draft');
  }

  get count(): number {
    return this.#meta.number('files');
  }

  has(path: string): boolean {
    return this.#sql.exec('SELECT 1 FROM files WHERE path = ?', path).toArray().length > 0;
  }

  /** The file whose path differs from this one in case at most. */
  sameFolded(path: string): string | undefined {
    const folded = foldPath(path);
    const row = first(
      this.#sql.exec<{ path: string }>('SELECT path FROM spellings WHERE folded = ?', folded),
    );
    return row?.path ?? (this.has(folded) ? folded : undefined);
  }

  info(path: string): FileInfo | undefined {
    const row = this.#row(path);
    return row && this.#toInfo(row);
  }

  content(path: string): Content | undefined {
    const row = this.#row(path);
    return row && toContent(row);
  }

  hash(path: string): string | undefined {
    return this.#row(path)?.hash;
  }

  /** A page of the list in path order, and the cursor of the next. */
  list(prefix: string, after: string, limit: number): { files: FileInfo[]; cursor: string | undefined } {
    const rows = this.#rows(prefix, after, limit + 1);
    const files = rows.slice(0, limit).map((row) => this.#toInfo(row));
    return { files, cursor: rows.length > limit ? files.at(-1)?.path : undefined };
  }

  /** The same without what is found of them, which takes a look at each and at others. */
  contents(
    prefix: string,
    after: string,
    limit: number,
  ): { files: FileContent[]; cursor: string | undefined } {
    const rows = this.#rows(prefix, after, limit + 1);
    const files = rows.slice(0, limit).map((row) => ({ path: row.path, ...toContent(row) }));
    return { files, cursor: rows.length > limit ? files.at(-1)?.path : undefined };
  }

  /** How much the files below a prefix are. */
  sizes(prefix: string): Sizes {
    return this.#sql
      .exec<Sizes & Record<string, number>>(
        `SELECT COUNT(*) AS files, COALESCE(SUM(size), 0) AS bytes, COALESCE(SUM(LENGTH(CAST(path AS BLOB))), 0) AS characters
         FROM files WHERE path >= ? AND path < ?`,
        prefix,
        `${prefix}\u{10ffff}`,
      )
      .one();
  }

  /** Makes changes, none of a file that is as it would be. `added` is by how many files the draft grows, below 0 where it shrinks. */
  change(changes: readonly FileChange[], added: number, stamp: Stamp): void {
    if (added !== 0) this.#meta.set('files', this.count + added);
    writeChanges(this.#sql, changes, stamp);
    this.#index.changed();
  }

  /** Changes of one file, newest first, with those from before it was moved here. */
  history(path: string, limit: number, before?: number): Version[] {
    return this.#history.list(path, limit, before);
  }

  /** What a file held after one of its changes; null after a deletion, undefined when there is no such change. */
  version(path: string, id: number): Content | null | undefined {
    return this.#history.version(path, id);
  }

  /** Files that were deleted and are not there again, the latest first; and the cursor of the next page. */
  deleted(limit: number, before?: number): { files: Deleted[]; before: number | null } {
    return this.#history.deleted(limit, before);
  }

  /** Facts of all files, for whole-site checks and releases. */
  facts(): SiteFacts {
    return this.view();
  }

  /** Every file as it is now; it stays so while the draft goes on. */
  view(): DraftView {
    return this.#index.view();
  }

  /** Asset records of all asset files. */
  assets(): ReadonlyMap<string, AssetRecord> {
    return this.#index.view().assets;
  }

  /** A listing of files with what it has in common with the draft, which may not have been looked at when it was made. */
  sharing(listing: Listing): Listing {
    return listing.sharing(this.#index.view().listing);
  }

  /** The draft as it is now, as if it had these files and no others. Facts of those that are the draft's are not read before they are asked for. */
  viewOf(listing: Listing, assets: ReadonlyMap<string, AssetRecord>): DraftView {
    const draft = this.#index.view();
    const changes = new Map<string, DraftEntry | null>();
    for (const path of listing.differing(draft.listing)) {
      const hash = listing.hashes.get(path);
      const line = { path, hash: hash ?? '', saved: listing.saved.get(path) };
      changes.set(path, hash === undefined ? null : this.#index.entryOf(line, assets.get(path)));
    }
    for (const [path, asset] of assets)
      if (!changes.has(path) && draft.assets.get(path)?.name !== asset.name)
        changes.set(path, this.#index.entryOf({ path, hash: listing.hashes.get(path) ?? '' }, asset));
    return draft.with(changes);
  }

  /** Tells that more is known of an asset now. */
  measured(name: string): void {
    this.#index.measured(name);
  }

  /** Paths of files that ever had an asset of this name. */
  pathsOfAsset(name: string): string[] {
    const rows = this.#sql.exec<{ path: string }>('SELECT DISTINCT path FROM history WHERE asset = ?', name);
    return Array.from(rows, ({ path }) => path);
  }

  /** A text of this hash, whichever file had it. */
  text(hash: string): string | undefined {
    return this.#compiled.text(hash);
  }

  /** What is known of a file without reading it. */
  entry(path: string): DraftEntry | undefined {
    return this.#index.view().entry(path);
  }

  /** Looks at everything anew: the tables were filled by other means than edits. */
  reset(): void {
    this.#index.reset();
    this.#sql.exec("INSERT OR REPLACE INTO meta SELECT 'files', COUNT(*) FROM files");
    this.#sql.exec('DELETE FROM spellings');
    for (const path of this.assets().keys())
      if (foldPath(path) !== path)
        this.#sql.exec('INSERT OR REPLACE INTO spellings VALUES (?, ?)', foldPath(path), path);
  }

  /** Every file with what a release is made of, in path order: also while most texts are not compiled yet. */
  listed(): Listed {
    return this.#index.listed();
  }

  /** The hash of every file by its path, in path order. */
  hashes(): Lookup<string> {
    return this.listed().listing.hashes;
  }

  /** Whether what is known of all files need not be found out anew. */
  get isKnown(): boolean {
    return this.#index.isKept;
  }

  /** Reads what is known of all files, with pauses: whoever asks for it first would do that in one go. */
  reading(): Generator<void> {
    return this.#index.reading();
  }

  /** Looks at some of the files that changed, so that not all have to be looked at in one go; false when there are none. */
  catchUp(): boolean {
    return this.#index.catchUp();
  }

  #rows(prefix: string, after: string, limit: number): Row[] {
    return this.#sql
      .exec<Row>(
        `SELECT * FROM files WHERE ${BEHIND} ORDER BY path LIMIT ?`,
        ...[...behind(prefix, after), limit],
      )
      .toArray();
  }

  #row(path: string): Row | undefined {
    return first(this.#sql.exec<Row>('SELECT * FROM files WHERE path = ?', path));
  }

  #toInfo(row: Row): FileInfo {
    const { path, hash, size, author, updated, asset, type } = row;
    const { picture } = asset !== null && type !== null ? assetFacts(this.#sql, { name: asset, type }) : {};
    const kind = row.kind as FileKind; // written by put
    return {
      path,
      kind,
      hash,
      etag: etagOf(hash),
      size,
      author,
      updated,
      ...(picture && { picture: { width: picture[0], height: picture[1] } }),
      diagnostics: this.#findings(path, hash),
    };
  }

  #facts(path: string): Facts | undefined {
    const hash = this.hash(path);
    return hash === undefined ? undefined : this.#compiled.get(hash, path)?.facts;
  }

  /** What compiling found, and what the file names that is not there now. */
  #findings(path: string, hash: string): Diagnostic[] {
    const compiled = this.#compiled.get(hash, path);
    if (!compiled) return [];
    const missing = checkRefs(path, compiled.facts, this);
    const wrong = checkArguments(path, compiled.facts, (partial) => this.#facts(partial)?.doc);
    const fields = compiled.facts.entry
      ? checkEntry(path, compiled.facts.entry, { get: (other) => this.#facts(other) })
      : [];
    const warnings = missing.map((found) => ({ ...found, severity: 'warning' as const }));
    return [...compiled.diagnostics, ...warnings, ...wrong, ...fields];
  }
}
