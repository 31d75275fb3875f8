import { etagOf } from '../../schema/file-etag.ts';
import { first } from './rows/first.ts';
import type { Content } from './tables/changes.ts';

/** One accepted change of a file. A deletion has no hash. */
export interface Version {
  readonly id: number;
  readonly path: string;
  readonly hash: string | null;
  readonly etag: string | null;
  readonly size: number;
  readonly author: string;
  readonly at: number;
}

/** A file that was deleted. */
export interface Deleted {
  readonly path: string;
  /** Of its history: what it held. */
  readonly version: number;
  readonly size: number;
  /** Who deleted it. */
  readonly author: string;
  readonly at: number;
}

type Gone = Record<'id' | 'at' | 'version' | 'size', number> & Record<'path' | 'author', string>;

/** Rows of one step of the draft that are looked through for where a file went. */
const STEP_ROWS = 20_001;
/** Names of one file that its history goes back through. */
const MOST_MOVES = 50;

type HistoryRow = Record<'path' | 'author', string> &
  Record<'type' | 'asset' | 'hash', string | null> &
  Record<'id' | 'at' | 'size', number>;

/** Every accepted change of every file. Rows are added by tables/files. */
export class History {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /**
   * Files that were deleted and are not there again, the latest first; and the cursor of the next page. What was moved away in the
   * same step is not deleted.
   */
  deleted(limit: number, before = Number.MAX_SAFE_INTEGER): { files: Deleted[]; before: number | null } {
    const rows = this.#sql
      .exec<Gone>(
        `SELECT gone.id, gone.path, gone.author, gone.at, was.id AS version, was.size FROM history gone
         JOIN history was ON was.id = (SELECT MAX(id) FROM history WHERE path = gone.path AND id < gone.id)
         WHERE gone.hash IS NULL AND gone.id < ? AND was.hash IS NOT NULL
         AND gone.id = (SELECT MAX(id) FROM history WHERE path = gone.path)
         AND NOT EXISTS (SELECT 1 FROM history moved WHERE moved.id < gone.id AND moved.id > gone.id - ${STEP_ROWS}
           AND moved.at = gone.at AND moved.hash = was.hash AND moved.path <> gone.path)
         ORDER BY gone.id DESC LIMIT ?`,
        before,
        limit,
      )
      .toArray();
    const files = rows.map(({ path, author, at, version, size }) => ({ path, author, at, version, size }));
    return { files, before: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
  }

  /** Changes of one file, newest first, with those from before it was moved here. */
  list(path: string, limit: number, before = Number.MAX_SAFE_INTEGER): Version[] {
    const found: Version[] = [];
    for (const [name, until] of this.#names(path)) {
      const rows = this.#sql.exec<HistoryRow>(
        'SELECT * FROM history WHERE path = ? AND id < ? ORDER BY id DESC LIMIT ?',
        name,
        Math.min(before, until),
        limit - found.length,
      );
      for (const { id, path: of, hash, size, author, at } of rows)
        found.push({ id, path: of, hash, etag: hash && etagOf(hash), size, author, at });
      if (found.length >= limit) break;
    }
    return found;
  }

  /** The names that a file had, the latest first, each with the change by which it was left. */
  *#names(path: string): Generator<readonly [name: string, until: number]> {
    let name = path;
    let until = Number.MAX_SAFE_INTEGER;
    for (let moves = 0; moves < MOST_MOVES; moves++) {
      yield [name, until];
      const before = this.#movedFrom(name, until);
      if (!before) return;
      ({ path: name, id: until } = before);
    }
  }

  /** Where a file was moved from: what was deleted right behind the first change here, and held the same. */
  #movedFrom(path: string, until: number): { path: string; id: number } | undefined {
    const [born] = this.#sql
      .exec<HistoryRow>('SELECT * FROM history WHERE path = ? AND id < ? ORDER BY id LIMIT 1', path, until)
      .toArray();
    if (!born) return undefined;
    return first(
      this.#sql.exec<{ path: string; id: number }>(
        `SELECT gone.path, gone.id FROM history gone WHERE gone.id > ? AND gone.id < ? AND gone.at = ? AND gone.hash IS NULL
         AND gone.path <> ? AND ? = (SELECT hash FROM history WHERE path = gone.path AND id < gone.id ORDER BY id DESC LIMIT 1)
         ORDER BY gone.id LIMIT 1`,
        born.id,
        born.id + STEP_ROWS,
        born.at,
        path,
        born.hash,
      ),
    );
  }

  /** What a file held after one of its changes; null after a deletion, undefined when there is no such change. */
  version(path: string, id: number): Content | null | undefined {
    const row = first(this.#sql.exec<HistoryRow>('SELECT * FROM history WHERE id = ?', id));
    if (!row || !this.#had(path, row)) return undefined;
    return row.hash === null ? null : toContent({ ...row, hash: row.hash });
  }

  /** Whether a change is of this file, under one of its names. */
  #had(path: string, row: HistoryRow): boolean {
    if (row.path === path) return true;
    for (const [name, until] of this.#names(path)) if (row.path === name && row.id < until) return true;
    return false;
  }
}

/** A row of files, history or staged as the content that it stands for. */
export function toContent(row: {
  hash: string;
  size: number;
  type: string | null;
  asset: string | null;
}): Content {
  const { hash, size, type, asset } = row;
  return { hash, size, ...(asset !== null && { asset: { name: asset, type: type ?? '' } }) };
}
