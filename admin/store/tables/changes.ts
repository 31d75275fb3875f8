import { type FileKind, foldPath } from '../../../schema/file.ts';

/** What a file holds: text by hash, or an asset's bytes in KV under a name. */
export interface Content {
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  readonly asset?: { readonly name: string; readonly type: string } | undefined;
}

/** A file's new content; null removes it. */
export interface FileChange {
  readonly path: string;
  readonly kind: FileKind;
  readonly content: Content | null;
}

export interface Stamp {
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export type Change = 'created' | 'updated' | 'deleted' | 'same';

/** What becomes of a file that had this hash; undefined where it is new. */
export function changeOf(before: string | undefined, content: Content | null): Change {
  if (content === null) return 'deleted';
  if (before === undefined) return 'created';
  return before === content.hash ? 'same' : 'updated';
}

/** Changes up to which each is a statement of its own: rows that JSON becomes are counted as rows that are read. */
const SINGLE = 100;
/** Changes of one statement: their JSON stays below the 2 MB that a bound value may have. */
const CHUNK = 2_000;

/** Writes changes into the tables of the draft and of its history, in their order. */
export function writeChanges(sql: SqlStorage, changes: readonly FileChange[], stamp: Stamp): void {
  if (changes.length > SINGLE) writeMany(sql, changes, stamp);
  else writeFew(sql, changes, stamp);
}

function writeFew(sql: SqlStorage, changes: readonly FileChange[], stamp: Stamp): void {
  for (const { path, kind, content } of changes) {
    const { hash = null, size = 0, asset } = content ?? {};
    const bytes = [asset?.type ?? null, asset?.name ?? null];
    if (content)
      sql.exec(
        'INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        ...[path, kind, hash, size, ...bytes, stamp.author, stamp.at],
      );
    else sql.exec('DELETE FROM files WHERE path = ?', path);
    writeSpelling(sql, path, content !== null);
    sql.exec(
      'INSERT INTO history (path, hash, size, type, asset, author, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[path, hash, size, ...bytes, stamp.author, stamp.at],
    );
  }
}

/**
 * The same with a statement for thousands of them, a kind at a time: 10,000 files are saved in one transaction, for which all
 * others wait. JSON is read once, and the draft's rows are made of those of its history, in their own order.
 */
function writeMany(sql: SqlStorage, changes: readonly FileChange[], { author, at }: Stamp): void {
  for (const kind of new Set(changes.map((change) => change.kind))) {
    const { last } = sql.exec<{ last: number | null }>('SELECT MAX(id) AS last FROM history').one();
    const rows = changes
      .filter((change) => change.kind === kind)
      .map(({ path, content }) => {
        const { hash = null, size = 0, asset } = content ?? {};
        return [path, hash, size, asset?.type ?? null, asset?.name ?? null];
      });
    for (let from = 0; from < rows.length; from += CHUNK)
      sql.exec(
        `INSERT INTO history (path, hash, size, type, asset, author, at)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ?, ? FROM json_each(?)`,
        ...[author, at, JSON.stringify(rows.slice(from, from + CHUNK))],
      );
    sql.exec(
      `INSERT OR REPLACE INTO files SELECT path, ?, hash, size, type, asset, author, at FROM history
       WHERE id > ? AND hash IS NOT NULL ORDER BY path`,
      ...[kind, last ?? 0],
    );
    sql.exec(
      'DELETE FROM files WHERE path IN (SELECT path FROM history WHERE id > ? AND hash IS NULL)',
      last ?? 0,
    );
  }
  for (const { path, content } of changes) writeSpelling(sql, path, content !== null);
}

/** Keeps the spelling of a path that is not all in lower case. */
function writeSpelling(sql: SqlStorage, path: string, there: boolean): void {
  const folded = foldPath(path);
  if (folded === path) return;
  if (there) sql.exec('INSERT OR REPLACE INTO spellings VALUES (?, ?)', folded, path);
  else sql.exec('DELETE FROM spellings WHERE folded = ? AND path = ?', folded, path);
}
