import { hashOf } from '../text/hash-of.ts';

/**
 * Rows of bodies (schema/made/row) are found by canonical path. Those that are newer than the tables are lines of the manifest's index, 0 where the
 * table's row is no more. The tables hold lines `path TAB json`, each line between two line ends.
 */
export const madeKey = (path: string): string => `made/${path}`;
export const madeTableKey = (table: number): string => `made:${table}`;
export const madeTableOf = (path: string, tables: number): number => hashOf(path) % tables;
export const madeLine = (path: string, json: string): string => `${path}\t${json}\n`;

/** The row of a path in a table, as JSON. */
export function rowIn(table: string, path: string): string | undefined {
  const before = `\n${path}\t`;
  const at = table.indexOf(before);
  return at < 0 ? undefined : table.slice(at + before.length, table.indexOf('\n', at + 1));
}

const BODIES = '.m';

/** The name of a pack of bodies, which nothing but renders can make again. */
export const bodiesName = (name: string): string => name + BODIES;
export const isBodies = (pack: string): boolean => pack.endsWith(BODIES);
