import type { Role } from '../../../schema/api/roles.ts';
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
  /** null for a token of scopes alone. */
  readonly role: Role | null;
  /** What a role for content is bound to; none for the whole site. */
  readonly prefixes: readonly string[];
  /** Who made it. */
  readonly author: string;
  /** Milliseconds since the epoch, as all times here. */
  readonly created: number;
  readonly expires: number | null;
  readonly used: number | null;
}

type Row = Record<'id' | 'name' | 'scopes' | 'author' | 'prefixes', string> & {
  prefix: string | null;
  role: Role | null;
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
    { id, name, scopes, prefix, role, prefixes, author, expires }: Omit<TokenInfo, 'created' | 'used'>,
  ): TokenInfo {
    const row = this.#sql.exec<Row>(
      `INSERT INTO tokens (id, hash, name, scopes, prefix, author, created, expires, role, prefixes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
      id,
      hash,
      name,
      JSON.stringify(scopes),
      prefix,
      author,
      Date.now(),
      expires,
      role,
      JSON.stringify(prefixes),
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
  const { id, name, prefix, role, author, created, expires, used } = row;
  const [scopes, prefixes] = [JSON.parse(row.scopes), JSON.parse(row.prefixes)];
  return { id, name, scopes, prefix, role, prefixes, author, created, expires, used };
}
