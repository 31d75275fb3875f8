/** Rows that SQLite looked at and wrote, indexes included: what the platform counts against a day's limit. */
export interface Rows {
  read: number;
  written: number;
}

/** Counts the rows of whatever is done with a database from now on, as its cursors tell them. Call `stop` at the end. */
export function watchRows(sql: SqlStorage): { readonly stop: () => Rows } {
  const cursors: { rowsRead: number; rowsWritten: number }[] = [];
  const exec = sql.exec;
  const watched: typeof exec = (query, ...bindings) => {
    const cursor = exec.call(sql, query, ...bindings);
    cursors.push(cursor);
    return cursor as never; // the caller's own type of row
  };
  sql.exec = watched;
  return {
    stop() {
      sql.exec = exec;
      const sum = (of: (cursor: (typeof cursors)[number]) => number) =>
        cursors.reduce((total, cursor) => total + of(cursor), 0);
      return { read: sum(({ rowsRead }) => rowsRead), written: sum(({ rowsWritten }) => rowsWritten) };
    },
  };
}
