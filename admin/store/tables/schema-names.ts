/**
 * Paths that are not in lower case (below assets/ and public/) by the same in lower case: no two differ in that alone.
 * A step of sql-schema.
 */
export const NAMES_TABLES = `
  CREATE TABLE spellings (folded TEXT PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID;
`;

/**
 * The number that people know a release by, apart from `version`, which orders them: a try that failed gives its number to the
 * next. A step of sql-schema; null, from a backup made before, is `version`.
 */
export const NUMBER_COLUMN = `
  ALTER TABLE releases ADD COLUMN number INTEGER;
  UPDATE releases SET number = version;
`;
