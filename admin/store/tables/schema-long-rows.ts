/**
 * A table WITHOUT ROWID reads the whole of each row that it compares on the way to one, and of long texts that is most of what a look-up takes.
 * So what compiling gave and what waits for KV have their keys in an index beside the rows. A step of sql-schema.
 *
 * What was compiled is taken along where it is little. Of more than 500 files it is compiled again in slices, as after an update that compiles
 * otherwise: to copy it could be 200 MB in one transaction.
 */
export const LONG_ROWS = `
  ALTER TABLE compiled RENAME TO compiled_before;
  CREATE TABLE compiled (
    hash TEXT NOT NULL, path TEXT NOT NULL, format INTEGER NOT NULL,
    facts TEXT NOT NULL, diagnostics TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (hash, path)
  );
  INSERT INTO compiled SELECT * FROM compiled_before WHERE (SELECT COUNT(*) FROM files) <= 500;
  DROP TABLE compiled_before;
  DELETE FROM meta WHERE key = 'draft_index' AND (SELECT COUNT(*) FROM files) > 500;

  ALTER TABLE pending RENAME TO pending_before;
  CREATE TABLE pending (name TEXT NOT NULL, hash TEXT NOT NULL, part INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (name, part));
  INSERT INTO pending SELECT * FROM pending_before;
  DROP TABLE pending_before;

  -- Which paths a release took from the draft, which is asked with each release that is listed.
  CREATE INDEX release_only ON release_parts (release, text) WHERE section = 'only' AND part = 0;
`;
