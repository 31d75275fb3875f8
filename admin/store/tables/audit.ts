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
}

/** Entries that are kept: the newest. */
const KEPT = 20_000;
/** Refused sign-ins noted an hour: an attack must not wash the log away. */
const REFUSALS = 20;
const HOUR = 3_600_000;

/** Who did what. Edits of files are in their history; here is what has no history of its own. */
export class Audit {
  readonly #sql: SqlStorage;
  readonly #meta: Meta;

  constructor(sql: SqlStorage, meta: Meta) {
    this.#sql = sql;
    this.#meta = meta;
  }

  add(author: string, action: string, detail: string): void {
    const row = this.#sql
      .exec<{ id: number }>(
        'INSERT INTO audit (at, author, action, detail) VALUES (?, ?, ?, ?) RETURNING id',
        Date.now(),
        author,
        action,
        detail.slice(0, 500),
      )
      .one();
    this.#sql.exec('DELETE FROM audit WHERE id <= ?', row.id - KEPT);
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
    return this.#sql
      .exec<AuditEntry & Record<string, SqlStorageValue>>(
        'SELECT id, at, author, action, detail FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?',
        before,
        limit,
      )
      .toArray();
  }
}
