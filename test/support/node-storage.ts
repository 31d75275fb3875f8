import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** What the store's code uses of a Durable Object's storage, on SQLite in Node: `:memory:`, or a file. */
export function nodeStorage(file = ':memory:'): DurableObjectStorage {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF');
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const exec = (query: string, ...values: SQLInputValue[]) => {
    if (!ONE.test(query)) {
      database.exec(query);
      return new Rows([]);
    }
    const statement = statements.get(query) ?? database.prepare(query);
    statements.set(query, statement);
    return new Rows(statement.all(...values));
  };
  let depth = 0;
  const transactionSync = <T>(work: () => T): T => {
    if (depth === 0) database.exec('BEGIN');
    depth++;
    try {
      const done = work();
      if (depth === 1) database.exec('COMMIT');
      return done;
    } catch (error) {
      if (depth === 1) database.exec('ROLLBACK');
      throw error;
    } finally {
      depth--;
    }
  };
  const storage = { sql: { exec }, transactionSync, sync: async () => undefined };
  return storage as unknown as DurableObjectStorage; // all that publishing and compiling use of it
}

/** Queries of one statement; tables are made by many. */
const ONE = /^\s*(?:SELECT|DELETE|INSERT|UPDATE)\b/i;

class Rows<T> {
  readonly #rows: readonly T[];

  constructor(rows: readonly T[]) {
    this.#rows = rows;
  }

  toArray(): T[] {
    return [...this.#rows];
  }

  one(): T {
    const [row] = this.#rows;
    if (row === undefined || this.#rows.length !== 1) throw new Error(`${this.#rows.length} rows, not one`);
    return row;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#rows[Symbol.iterator]();
  }
}
