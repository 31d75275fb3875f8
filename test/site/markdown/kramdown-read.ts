import { readFileSync } from 'node:fs';

export interface KramdownCase {
  readonly name: string;
  readonly source: string;
  /** What Jekyll makes of it. */
  readonly want: string;
}

/** Reads a file of cases: `%%%% name`, Markdown, `%%%% html` and HTML, again and again. */
export function readKramdownCases(path: string): KramdownCase[] {
  const parts = readFileSync(path, 'utf8').split(/^%%%% (.*)\n/m);
  return Array.from({ length: (parts.length - 1) / 4 }, (_, at) => ({
    name: parts[4 * at + 1] ?? '',
    source: parts[4 * at + 2] ?? '',
    want: parts[4 * at + 4] ?? '',
  }));
}
