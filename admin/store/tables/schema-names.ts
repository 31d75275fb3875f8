/**
 * Paths that are not in lower case (below assets/ and public/) by the same in lower case: no two differ in that alone.
 * A step of store/schema.
 */
export const NAMES_TABLES = `
  CREATE TABLE spellings (folded TEXT PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID;
`;
