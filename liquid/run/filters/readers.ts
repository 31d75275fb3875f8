import { orMore } from '../late.ts';
import type { parseDate } from './parse-date.ts';
import type { Part } from './strftime.ts';

/** What reads text that few pages have: run/more.ts brings these. */
export const READERS: {
  date?: typeof parseDate;
  format?: (format: string) => readonly Part[];
  title?: (character: string) => string;
  exact?: (json: string) => unknown;
} = {};

/**
 * A value that was written as JSON when the site was compiled. A space before it says that it has numbers which JSON.parse
 * would change. Throws NeedsMore where that can not be read yet.
 */
export function readValue(json: string): unknown {
  return json.startsWith(' ') ? orMore(READERS.exact)?.(json) : JSON.parse(json);
}
