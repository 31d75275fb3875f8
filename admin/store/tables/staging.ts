import { toContent } from '../history.ts';
import { first } from '../rows/first.ts';
import type { Content } from './changes.ts';

/** Milliseconds that bytes wait for a batch that names them. */
export const STAGED_FOR = 24 * 3_600_000;

type Row = { hash: string; size: number; type: string | null; asset: string | null };

/** Bytes that were sent ahead, each for a path: texts compiled already, assets in KV already. */
export class Staging {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(path: string, content: Content, at: number): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO staged VALUES (?, ?, ?, ?, ?, ?)',
      ...[content.hash, path, content.size, content.asset?.type ?? null, content.asset?.name ?? null, at],
    );
  }

  get(hash: string, path: string): Content | undefined {
    const row = first(this.#sql.exec<Row>('SELECT * FROM staged WHERE hash = ? AND path = ?', hash, path));
    return row && toContent(row);
  }

  forget(hash: string, path: string): void {
    this.#sql.exec('DELETE FROM staged WHERE hash = ? AND path = ?', hash, path);
  }

  /** Forgets what has waited for too long. */
  expire(now: number): void {
    this.#sql.exec('DELETE FROM staged WHERE at < ?', now - STAGED_FOR);
  }

  /** Since when the oldest has waited; milliseconds since the epoch. */
  oldest(): number | undefined {
    return this.#sql.exec<{ at: number | null }>('SELECT MIN(at) AS at FROM staged').one().at ?? undefined;
  }
}
