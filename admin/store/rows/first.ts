/**
 * The first row of a result; undefined when it has none. Not `toArray()[0]`: in an empty array that reads the
 * prototype, so whoever can write there would find a row in every table, that of tokens too.
 */
export function first<T>(rows: { toArray(): T[] }): T | undefined {
  const [row] = rows.toArray();
  return row;
}
