/**
 * What keeps the rows that an operation reads from growing with the site: the platform counts each row that is looked at.
 * A step of sql-schema.
 */
export const ROWS_TABLES = `
  CREATE INDEX history_hash ON history (hash) WHERE hash IS NOT NULL;
  CREATE INDEX history_asset ON history (asset) WHERE asset IS NOT NULL;
  CREATE INDEX staged_asset ON staged (asset) WHERE asset IS NOT NULL;
  CREATE INDEX staged_at ON staged (at);
  CREATE INDEX releases_unfinished ON releases (state) WHERE state IN ('checking', 'writing', 'ready');

  -- The number of files, which nothing need count again.
  INSERT OR REPLACE INTO meta SELECT 'files', COUNT(*) FROM files;

  -- What is known of every file of the draft, as of one of its changes, in rows below 2 MB: see store/draft-index.
  CREATE TABLE draft_index (part INTEGER PRIMARY KEY, text TEXT NOT NULL);
`;
