import { first } from '../rows/first.ts';

/** Single values of a site, in the table meta. */
export class Meta {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  text(key: string): string | undefined {
    return first(this.#sql.exec<{ value: string }>('SELECT value FROM meta WHERE key = ?', key))?.value;
  }

  number(key: string): number {
    return Number(this.text(key) ?? 0);
  }

  set(key: string, value: string | number): void {
    this.#sql.exec('INSERT OR REPLACE INTO meta VALUES (?, ?)', key, String(value));
  }

  drop(key: string): void {
    this.#sql.exec('DELETE FROM meta WHERE key = ?', key);
  }

  /** Adds one and gives the new value. */
  next(key: string): number {
    const value = this.number(key) + 1;
    this.set(key, value);
    return value;
  }
}
