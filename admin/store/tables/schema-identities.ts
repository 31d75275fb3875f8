/**
 * Who a session or a sign-in code is for, as an id: `operator`, `token:<id>`, `person:<id>`, `access:<subject>`. Names are
 * shown and may repeat. A step of sql-schema; what older sessions were begun with says whose they are.
 */
export const IDENTITY_COLUMNS = `
  ALTER TABLE sessions ADD COLUMN identity TEXT NOT NULL DEFAULT '';
  UPDATE sessions SET identity = CASE
    WHEN token LIKE 'operator:%' THEN 'operator'
    WHEN token IS NOT NULL THEN 'token:' || token
    ELSE 'person:' || substr(hash, 1, 16) END;
  DROP INDEX sessions_name;
  CREATE INDEX sessions_identity ON sessions (identity);

  ALTER TABLE codes ADD COLUMN identity TEXT NOT NULL DEFAULT '';
  UPDATE codes SET identity = CASE name WHEN 'operator' THEN 'operator' ELSE 'person:' || substr(hash, 1, 16) END;
`;
