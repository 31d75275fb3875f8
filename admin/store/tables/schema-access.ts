/** The tables of who may do what, and of what must not happen twice. A step of sql-schema. */
export const ACCESS_TABLES = `
  -- Tokens by the SHA-256 of their secret, which nobody has. scopes is JSON.
  CREATE TABLE tokens (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, scopes TEXT NOT NULL, prefix TEXT,
    author TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER, used INTEGER
  ) WITHOUT ROWID;

  -- Sessions of the web UI, by the SHA-256 of their cookie. token is set where a token was traded for it: it ends with that.
  CREATE TABLE sessions (
    hash TEXT PRIMARY KEY, name TEXT NOT NULL, scopes TEXT NOT NULL, prefix TEXT, token TEXT,
    created INTEGER NOT NULL, expires INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX sessions_name ON sessions (name);

  -- Sign-in codes that were not used yet.
  CREATE TABLE codes (
    hash TEXT PRIMARY KEY, name TEXT NOT NULL, scopes TEXT NOT NULL, prefix TEXT, expires INTEGER NOT NULL
  ) WITHOUT ROWID;

  -- Preview links. what is 'draft' or a release's id.
  CREATE TABLE previews (
    id TEXT PRIMARY KEY, what TEXT NOT NULL, label TEXT NOT NULL, author TEXT NOT NULL,
    created INTEGER NOT NULL, expires INTEGER NOT NULL
  ) WITHOUT ROWID;

  -- Answers by Idempotency-Key. status is null while the first call is under way. request is its fingerprint.
  CREATE TABLE idempotency (
    key TEXT PRIMARY KEY, request TEXT NOT NULL, status INTEGER, body TEXT, at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX idempotency_at ON idempotency (at);
`;
