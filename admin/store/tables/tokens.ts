import type { Scope } from '../../../schema/api/scopes.ts';
import { first } from '../rows/first.ts';

/** What the API returns of a token: never its secret. */
export interface TokenInfo {
  readonly id: string;
  /** The author of whatever is done with it. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Only paths below this; null for the whole site. */
  readonly prefix: string | null;
  /** Who made it. */
  readonly author: string;
  /** Milliseconds since the epoch, as all times here. */
  readonly created: number;
  readonly expires: number | null;
  readonly used: number | null;
}

type Row = Record<'id' | 'name' | 'scopes' | 'author', string> & {
  prefix: string | null;
  created: number;
  expires: number | null;
  used: number | null;
};

/** A token's last use is written at most this often: a write costs more than a read. */
const USED_EVERY = 60_000;

/** Tokens, by the SHA-256 of their secret. */
export class Tokens {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  list(): TokenInfo[] {
    return Array.from(this.#sql.exec<Row>('SELECT * FROM tokens ORDER BY created, id'), toInfo);
  }

  add(
    hash: string,
    { id, name, scopes, prefix, author, expires }: Omit<TokenInfo, 'created' | 'used'>,
  ): TokenInfo {
    const row = this.#sql.exec<Row>(
      'INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL) RETURNING *',
      id,
      hash,
      name,
      JSON.stringify(scopes),
      prefix,
      author,
      Date.now(),
      expires,
    );
    return toInfo(row.one());
  }

  /** The token of a secret that is being used; undefined when it is unknown or has expired. */
  use(hash: string): TokenInfo | undefined {
    const row = first(this.#sql.exec<Row>('SELECT * FROM tokens WHERE hash = ?', hash));
    const now = Date.now();
    if (!row || (row.expires !== null && row.expires <= now)) return undefined;
    if ((row.used ?? 0) + USED_EVERY <= now)
      this.#sql.exec('UPDATE tokens SET used = ? WHERE id = ?', now, row.id);
    return toInfo(row);
  }

  isGood(id: string): boolean {
    const row = first(this.#sql.exec<Row>('SELECT * FROM tokens WHERE id = ?', id));
    return row !== undefined && (row.expires === null || row.expires > Date.now());
  }

  /** When what a session was traded for expires, in milliseconds since the epoch; Infinity where that is no such token. */
  expiry(id: string | null): number {
    const row = first(this.#sql.exec<Row>('SELECT * FROM tokens WHERE id = ?', id));
    return row?.expires ?? Number.POSITIVE_INFINITY;
  }

  /** Removes a token; gives its name, or undefined when there was none. */
  revoke(id: string): string | undefined {
    return first(this.#sql.exec<Row>('DELETE FROM tokens WHERE id = ? RETURNING *', id))?.name;
  }
}

function toInfo(row: Row): TokenInfo {
  const { id, name, prefix, author, created, expires, used } = row;
  return { id, name, scopes: JSON.parse(row.scopes), prefix, author, created, expires, used };
}
