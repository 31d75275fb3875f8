import type { FilterRun, Filters } from '../spec.ts';
import { date } from './date.ts';

/** Dates in the forms that Jekyll has names for. */
export const NAMED_DATES: Filters = {
  // As `date_to_string`, with the month's whole name.
  date_to_long_string: [
    'kKK',
    (input: unknown, run: FilterRun, type?: unknown, style?: unknown) =>
      date(input, run, dayFormat('%B', type, style)),
  ],
  date_to_rfc822: ['k', (input: unknown, run: FilterRun) => date(input, run, '%a, %d %b %Y %T %z')],
  // `07 Nov 2008`; with 'ordinal' `7th Nov 2008`, and with 'US' too `Nov 7th, 2008`.
  date_to_string: [
    'kKK',
    (input: unknown, run: FilterRun, type?: unknown, style?: unknown) =>
      date(input, run, dayFormat('%b', type, style)),
  ],
  date_to_xmlschema: ['k', (input: unknown, run: FilterRun) => date(input, run, '%FT%T%:z')],
};

function dayFormat(month: string, type: unknown, style: unknown): string {
  if (type !== 'ordinal') return `%d ${month} %Y`;
  return style === 'US' ? `${month} %-d%q, %Y` : `%-d%q ${month} %Y`;
}
