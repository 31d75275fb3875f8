import type * as Csv from 'csv-parse/browser/esm/sync';

/**
 * The parser of CSV, loaded before the first table is read. vite.config.ts gives this file to site/files/csv.ts in place of
 * csv-parse: 13 KB gzipped, most of it a Buffer for browsers, that most sites never need.
 */
let loaded: typeof Csv | undefined;

/** Loads it where a path is that of a table. */
export async function csvFor(paths: readonly string[]): Promise<void> {
  if (paths.some((path) => /\.[ct]sv$/.test(path))) loaded ??= await import('csv-parse/browser/esm/sync');
}

function parser(): typeof Csv {
  if (!loaded) throw new Error('A table is read before its parser is loaded');
  return loaded;
}

export const parse: typeof Csv.parse = (...given: Parameters<typeof Csv.parse>) => parser().parse(...given);

/** For `instanceof`, and the type of what is thrown. */
export class CsvError extends Error {
  declare readonly lines?: number;

  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof parser().CsvError;
  }
}
