import { RpcTarget } from 'cloudflare:workers';

import type { Identity } from '../../schema/api/core.ts';
import type { Role } from '../../schema/api/roles.ts';
import type { Scope } from '../../schema/api/scopes.ts';
import { first } from './rows/first.ts';
import type { Audit } from './tables/audit.ts';
import { type TokenInfo, Tokens } from './tables/tokens.ts';

const DAY = 86_400_000;
/** Milliseconds that a session and a sign-in code are good for. */
const SESSION = 14 * DAY;
const CODE = 10 * 60_000;

type Row = Record<'identity' | 'name' | 'scopes' | 'prefixes', string> & {
  role: Role | null;
  prefix: string | null;
  token: string | null;
  expires: number;
};

/** What was ended: all sessions of an identity, or the one under the hash of its cookie. */
export type Ended = { readonly identity: string } | { readonly session: string };

/** What a caller is let in as, wherever the proof of it came from. */
export type Grant = Pick<Identity, 'id' | 'name' | 'scopes' | 'prefix' | 'role' | 'prefixes'> & {
  /** What a session ends with: the id of a token, or the mark of the operator's secret. */
  readonly token: string | null;
};

/**
 * Who may come in. Secrets come here as SHA-256 only. A secret that is unknown, expired or revoked gives null, and
 * nothing tells which.
 */
export class Access extends RpcTarget {
  readonly #sql: SqlStorage;
  readonly #tokens: Tokens;
  readonly #audit: Audit;
  readonly #ended: (what: Ended) => void;

  /** Calls `ended` with the person whose sessions were ended, or with the one session. */
  constructor(sql: SqlStorage, audit: Audit, ended: (what: Ended) => void) {
    super();
    this.#ended = ended;
    this.#sql = sql;
    this.#audit = audit;
    this.#tokens = new Tokens(sql);
  }

  /** The identity of a bearer token, and the token's id. */
  byToken(hash: string): { who: Identity; token: string } | null {
    const token = this.#tokens.use(hash);
    if (!token) return this.#refuse('a token that is not valid');
    const { name, scopes, prefix, role, prefixes, expires } = token;
    const id = tokenIdentity(token.id);
    const who = { kind: 'token' as const, id, name, scopes, prefix, role, prefixes, expires };
    return { who, token: token.id };
  }

  /** `mark` is what the operator's sessions must have been begun with. */
  bySession(hash: string, mark: string): Identity | null {
    const row = first(
      this.#sql.exec<Row>(
        'SELECT identity, name, scopes, prefix, role, prefixes, token, expires FROM sessions WHERE hash = ? AND expires > ?',
        hash,
        Date.now(),
      ),
    );
    if (!row) return null;
    if (row.identity === OPERATOR_ID && row.token !== mark) return null;
    if (row.token !== null && row.token !== mark && !this.#tokens.isGood(row.token)) return null;
    return {
      kind: 'session',
      id: row.identity,
      name: row.name,
      scopes: scopesOf(row),
      prefix: row.prefix,
      role: row.role,
      prefixes: prefixesOf(row),
      expires: Math.min(row.expires, this.#tokens.expiry(row.token)),
    };
  }

  /** Begins a session under the hash of its cookie; gives when it ends. */
  beginSession(hash: string, grant: Grant): Identity {
    const { id, name, scopes, prefix, token, role = null, prefixes = [] } = grant;
    const now = Date.now();
    const expires = now + SESSION;
    this.#sql.exec('DELETE FROM sessions WHERE expires <= ?', now);
    this.#sql.exec(
      `INSERT INTO sessions (hash, name, scopes, prefix, token, created, expires, identity, role, prefixes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      hash,
      name,
      JSON.stringify(scopes),
      prefix,
      token,
      now,
      expires,
      id,
      role,
      JSON.stringify(prefixes),
    );
    this.#audit.add(name, 'session.begin', '');
    return { kind: 'session', id, name, scopes, prefix, role, prefixes, expires };
  }

  /** Ends one session of any person. */
  endSession(hash: string): void {
    const row = first(this.#sql.exec<Row>('DELETE FROM sessions WHERE hash = ? RETURNING *', hash));
    if (row) this.#audit.add(row.name, 'session.end', '');
    this.#ended({ session: hash });
  }

  /** Ends all sessions of one identity, on whichever device. */
  endSessionsOf({ id, name }: Pick<Identity, 'id' | 'name'>): void {
    this.#sql.exec('DELETE FROM sessions WHERE identity = ?', id);
    this.#audit.add(name, 'session.end_all', '');
    this.#ended({ identity: id });
  }

  /** Keeps the hash of a sign-in code; gives when it expires. */
  addCode(hash: string, grant: Omit<Grant, 'token'>, author: string): number {
    const expires = Date.now() + CODE;
    this.#sql.exec('DELETE FROM codes WHERE expires <= ?', Date.now());
    this.#sql.exec(
      'INSERT INTO codes (hash, name, scopes, prefix, expires, identity, role, prefixes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      hash,
      grant.name,
      JSON.stringify(grant.scopes),
      grant.prefix,
      expires,
      grant.id,
      grant.role ?? null,
      JSON.stringify(grant.prefixes ?? []),
    );
    this.#audit.add(author, 'code.create', grant.role ? `${grant.name}: ${roleText(grant)}` : grant.name);
    return expires;
  }

  /** What a sign-in code is good for: once. */
  takeCode(hash: string): Grant | null {
    const row = first(this.#sql.exec<Row>('DELETE FROM codes WHERE hash = ? RETURNING *', hash));
    if (!row || row.expires <= Date.now()) return this.#refuse('a sign-in code that is not valid');
    const { identity: id, name, prefix, role } = row;
    const [scopes, prefixes] = [scopesOf(row), prefixesOf(row)];
    return { id, name, scopes, prefix, role, prefixes, token: tokenOf(id) };
  }

  /** Whether an identity that was let in a moment ago still is: its token may have been revoked since, or its session ended. */
  isStill(identity: string, session: string | null): boolean {
    const token = tokenOf(identity);
    if (token !== null && !this.#tokens.isGood(token)) return false;
    return (
      session === null ||
      first(this.#sql.exec('SELECT 1 FROM sessions WHERE hash = ?', session)) !== undefined
    );
  }

  tokens(): TokenInfo[] {
    return this.#tokens.list();
  }

  addToken(hash: string, token: Omit<TokenInfo, 'created' | 'used'>): TokenInfo {
    const added = this.#tokens.add(hash, token);
    const scope = `${token.role ? `${roleText(token)}: ` : ''}${token.scopes.join(', ')}${token.prefix ? ` below ${token.prefix}` : ''}`;
    this.#audit.add(token.author, 'token.create', `${token.name} (${token.id}): ${scope}`);
    return added;
  }

  /** Revokes a token and the sessions that it was traded for; false when there is none of that id. */
  revokeToken(id: string, author: string): boolean {
    const name = this.#tokens.revoke(id);
    if (name === undefined) return false;
    this.#sql.exec('DELETE FROM sessions WHERE token = ?', id);
    this.#audit.add(author, 'token.revoke', `${name} (${id})`);
    this.#ended({ identity: tokenIdentity(id) });
    return true;
  }

  #refuse(what: string): null {
    this.#audit.refused(what);
    return null;
  }
}

/** The identity of whoever has ADMIN_TOKEN. */
export const OPERATOR_ID = 'operator';

export const tokenIdentity = (id: string): string => `token:${id}`;

/** The token whose identity this is, if it is one's. */
const tokenOf = (identity: string): string | null =>
  identity.startsWith('token:') ? identity.slice('token:'.length) : null;

const scopesOf = (row: Pick<Row, 'scopes'>): Scope[] => JSON.parse(row.scopes);

const prefixesOf = (row: Pick<Row, 'prefixes'>): string[] => JSON.parse(row.prefixes);

/** A role as the audit log says it. */
const roleText = ({ role, prefixes = [] }: Pick<Grant, 'role' | 'prefixes'>): string =>
  `${role}${prefixes.length > 0 ? ` below ${prefixes.join(', ')}` : ''}`;
