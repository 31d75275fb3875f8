import type { Budget } from '../budget.ts';
import { orMore } from '../late.ts';
import type { Moment } from './moment.ts';
import type { parseDate } from './parse-date.ts';

/** The text between two directives, or what shows one of them. `date` stands in its zone as if that was UTC. */
export type Part = string | ((date: Date, moment: Moment, budget: Budget) => string);

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
