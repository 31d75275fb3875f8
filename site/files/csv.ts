import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import type { Diagnostic } from '../../schema/diagnostic.ts';
import { isName, NO_NAME } from '../../schema/text/json-fault.ts';
import { errorAt } from './position.ts';

/** A table of texts as a list of records: the first line has their names. RFC 4180, and the same with tabs. */
export function readCsv(
  text: string,
  delimiter: ',' | '\t',
): { readonly json: string; readonly diagnostics: readonly Diagnostic[] } {
  try {
    const rows: string[][] = parse(text, { delimiter, bom: true, skip_empty_lines: true, trim: false });
    const [names = [], ...records] = rows;
    const wrong = nameProblem(names);
    if (wrong !== undefined) return refused(text, 1, wrong);
    const list = records.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
    return { json: JSON.stringify(list), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refused(text, Number(error.lines ?? 1), error.message);
  }
}

function nameProblem(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined) return `The first line names the column ${twice || '""'} twice`;
  if (names.includes('')) return 'The first line names the columns: one of them has no name';
  return names.every(isName) ? undefined : NO_NAME;
}

function refused(text: string, line: number, message: string) {
  const starts = [...text.matchAll(/^/gm)].map(({ index }) => index);
  const start = starts[line - 1] ?? 0;
  return { json: 'null', diagnostics: [errorAt(text, start, starts[line] ?? text.length, 'csv', message)] };
}
