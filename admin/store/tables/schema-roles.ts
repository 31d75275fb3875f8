/**
 * The role that someone is let in with, null for scopes alone, and the paths that it is bound to, as JSON. A step of
 * sql-schema; what is there already has no role and goes on as it is.
 */
export const ROLE_COLUMNS = ['tokens', 'sessions', 'codes']
  .map(
    (table) => `
  ALTER TABLE ${table} ADD COLUMN role TEXT;
  ALTER TABLE ${table} ADD COLUMN prefixes TEXT NOT NULL DEFAULT '[]';
`,
  )
  .join('');
