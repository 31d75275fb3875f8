import { first } from '../rows/first.ts';
import { ACCESS_TABLES } from './schema-access.ts';
import { IDENTITY_COLUMNS } from './schema-identities.ts';
import { LONG_ROWS } from './schema-long-rows.ts';
import { NAMES_TABLES, NUMBER_COLUMN } from './schema-names.ts';
import { ROLE_COLUMNS } from './schema-roles.ts';
import { ROWS_TABLES } from './schema-rows.ts';

/**
 * The tables of a site's Durable Object, as steps: step n brings a database from version n to n + 1. A step that was
 * ever released never changes; new ones are added at the end.
 */
const STEPS: readonly string[] = [
  `
  -- Single values: counters and the live pointer.
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  -- Texts by SHA-256. Draft, history and staging refer to them.
  CREATE TABLE contents (hash TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;

  -- What compiling a text at a path gave. code, what visitors will run or read, is apart from facts: a release needs
  -- the facts of all files and copies code as it is.
  CREATE TABLE compiled (
    hash TEXT NOT NULL, path TEXT NOT NULL, format INTEGER NOT NULL,
    facts TEXT NOT NULL, diagnostics TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (hash, path)
  ) WITHOUT ROWID;

  -- The draft: every file as it is now. type and asset (its name in KV) are an asset's.
  CREATE TABLE files (
    path TEXT PRIMARY KEY, kind TEXT NOT NULL, hash TEXT NOT NULL, size INTEGER NOT NULL,
    type TEXT, asset TEXT, author TEXT NOT NULL, updated INTEGER NOT NULL
  ) WITHOUT ROWID;

  -- Every accepted change of every file. hash is null for a deletion.
  CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, hash TEXT, size INTEGER NOT NULL,
    type TEXT, asset TEXT, author TEXT NOT NULL, at INTEGER NOT NULL
  );
  CREATE INDEX history_path ON history (path, id);

  -- Bytes that were sent ahead for a path, until a batch names them or a day has passed.
  CREATE TABLE staged (
    hash TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, type TEXT, asset TEXT, at INTEGER NOT NULL,
    PRIMARY KEY (hash, path)
  ) WITHOUT ROWID;

  -- What is in KV under pack: and asset: names, so that it is not written again.
  CREATE TABLE stored (name TEXT PRIMARY KEY, kind TEXT NOT NULL, hash TEXT NOT NULL, size INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX stored_hash ON stored (kind, hash);

  CREATE TABLE releases (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL UNIQUE, state TEXT NOT NULL, reason TEXT, message TEXT NOT NULL,
    author TEXT NOT NULL, created INTEGER NOT NULL, live_at INTEGER, left_at INTEGER, draft INTEGER NOT NULL,
    files INTEGER NOT NULL, packs TEXT NOT NULL, diagnostics TEXT NOT NULL, attempts INTEGER NOT NULL
  ) WITHOUT ROWID;

  -- A release's long texts (its manifest, its list of files) in rows below 2 MB.
  CREATE TABLE release_parts (
    release TEXT NOT NULL, section TEXT NOT NULL, part INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (release, section, part)
  ) WITHOUT ROWID;

  -- Packs of the release being published that are still to be written to KV, in the same parts.
  CREATE TABLE pending (name TEXT NOT NULL, hash TEXT NOT NULL, part INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (name, part)) WITHOUT ROWID;

  -- Keys in KV that nothing refers to any more, to be deleted there.
  CREATE TABLE doomed (key TEXT PRIMARY KEY) WITHOUT ROWID;

  CREATE TABLE audit (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, author TEXT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL);
  `,
  ACCESS_TABLES,
  ROWS_TABLES,
  IDENTITY_COLUMNS,
  NAMES_TABLES,
  `
  -- How large pictures are, in pixels, by the names of their bytes in KV.
  CREATE TABLE pictures (name TEXT PRIMARY KEY, width INTEGER NOT NULL, height INTEGER NOT NULL) WITHOUT ROWID;
  `,
  NUMBER_COLUMN,
  `
  -- Of a write: the last of its rows in history, and how many they are.
  ALTER TABLE audit ADD COLUMN last INTEGER;
  ALTER TABLE audit ADD COLUMN changes INTEGER;
  `,
  ROLE_COLUMNS,
  LONG_ROWS,
  `
  -- What is known of the draft's files, some in a row: the place of each in lists of files, and the rest that compiling found out. Found out anew.
  DROP TABLE draft_index;
  DELETE FROM meta WHERE key = 'draft_index';
  CREATE TABLE draft_slices (id INTEGER PRIMARY KEY, listing TEXT NOT NULL, facts TEXT NOT NULL);
  `,
  `
  -- What compiling found out of a slice's files is in short rows of their own, of which SQLite reads one for a file. Found out anew.
  DROP TABLE draft_slices;
  DELETE FROM meta WHERE key = 'draft_index';
  CREATE TABLE draft_slices (id INTEGER PRIMARY KEY, listing TEXT NOT NULL);
  CREATE TABLE draft_facts (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
  `,
];

/** Brings the tables to this code's version, all steps in one transaction. */
export function migrate(storage: DurableObjectStorage): void {
  storage.transactionSync(() => {
    storage.sql.exec('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)');
    const row = first(storage.sql.exec<{ version: number }>('SELECT version FROM schema_version'));
    const from = row?.version ?? 0;
    if (from > STEPS.length)
      throw new Error(
        `the database has version ${from}; this code knows ${STEPS.length}: deploy a newer admin Worker`,
      );
    for (const step of STEPS.slice(from)) storage.sql.exec(step);
    storage.sql.exec('DELETE FROM schema_version');
    storage.sql.exec('INSERT INTO schema_version VALUES (?)', STEPS.length);
  });
}
