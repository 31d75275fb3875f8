import { first } from '../rows/first.ts';
import type { Meta } from './meta.ts';

/** One line of the audit log. */
export interface AuditEntry {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly author: string;
  /** What was done, such as `publish` or `token.create`. */
  readonly action: string;
  readonly detail: string;
  /** Of a write: the versions that it made, the first few where they are many. */
  readonly files?: readonly { readonly path: string; readonly version: number }[];
}

type Row = Omit<AuditEntry, 'files'> & {
  /** Of a write: the last of its rows in history, and how many they are. */
  readonly last: number | null;
  readonly changes: number | null;
} & Record<string, SqlStorageValue>;

/** A change of a write, as its line names it. */
interface Written {
  readonly path: string;
  readonly content: unknown;
}

/** Entries that are kept: the newest. Each save is one. */
const KEPT = 100_000;
/** Files of a write that its line names, and versions that it leads to. */
const NAMED = 20;
/** Refused sign-ins noted an hour: an attack must not wash the log away. */
const REFUSALS = 20;
const HOUR = 3_600_000;

/** Who did what. What a write changed is in the history of its files; here is that it was, and where. */
export class Audit {
  readonly #sql: SqlStorage;
  readonly #meta: Meta;

  constructor(sql: SqlStorage, meta: Meta) {
    this.#sql = sql;
    this.#meta = meta;
  }

  add(author: string, action: string, detail: string): void {
    this.#insert(Date.now(), author, action, detail.slice(0, 500), [null, null]);
  }

  #insert(
    at: number,
    author: string,
    action: string,
    detail: string,
    rows: readonly (number | null)[],
  ): void {
    const row = this.#sql
      .exec<{ id: number }>(
        'INSERT INTO audit (at, author, action, detail, last, changes) VALUES (?, ?, ?, ?, ?, ?) RETURNING id',
        ...[at, author, action, detail, ...rows],
      )
      .one();
    this.#sql.exec('DELETE FROM audit WHERE id <= ?', row.id - KEPT);
  }

  /** Notes a write whose rows are the last of history, in its transaction. */
  addWrite(author: string, at: number, written: readonly Written[]): void {
    if (written.length === 0) return;
    const row = first(this.#sql.exec<{ last: number | null }>('SELECT MAX(id) AS last FROM history'));
    const names = written
      .slice(0, NAMED)
      .map(({ path, content }) => (content === null ? `${path} deleted` : path));
    const more = written.length > NAMED ? `, and ${written.length - NAMED} more` : '';
    this.#insert(at, author, 'write', names.join(', ').slice(0, 500) + more, [
      row?.last ?? null,
      written.length,
    ]);
  }

  /** Notes a refused sign-in, unless this hour has had enough of them. Reads one row then, and writes none. */
  refused(detail: string): void {
    const hour = Math.floor(Date.now() / HOUR);
    const [noted = 0, n = 0] = (this.#meta.text('refused') ?? '').split(' ').map(Number);
    const count = noted === hour ? n : 0;
    if (count >= REFUSALS) return;
    this.#meta.set('refused', `${hour} ${count + 1}`);
    this.add('', 'refused', detail);
  }

  /** Newest first; those before `before` only. */
  list(limit: number, before = Number.MAX_SAFE_INTEGER): AuditEntry[] {
    const rows = this.#sql
      .exec<Row>(
        'SELECT id, at, author, action, detail, last, changes FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?',
        before,
        limit,
      )
      .toArray();
    return rows.map(({ last, changes, ...entry }) =>
      last === null ? entry : { ...entry, files: this.#versions(last, changes ?? 0, entry.at) },
    );
  }

  /** A backup that was restored since may have other rows under these numbers: those of another moment. */
  #versions(last: number, changes: number, at: number) {
    return this.#sql
      .exec<{ path: string; version: number }>(
        'SELECT path, id AS version FROM history WHERE id > ? AND id <= ? AND at = ? ORDER BY id LIMIT ?',
        ...[last - changes, last, at, NAMED],
      )
      .toArray();
  }
}
