import { toText } from '../text.ts';
import { Markup } from '../values.ts';
import { textOf } from './input.ts';
import { parseDate } from './parse-date.ts';
import type { FilterRun } from './spec.ts';
import { type Moment, strftime } from './strftime.ts';

/** `value | date: '%d %B %Y'`. What is no date, and a format that is empty, leave the input as it is. */
export function date(input: unknown, run: FilterRun, format: unknown): unknown {
  const pattern = textOf(format, run);
  return pattern === '' ? input : formatted(input, run, pattern);
}

export function dateToXmlschema(input: unknown, run: FilterRun): unknown {
  return formatted(input, run, '%Y-%m-%dT%H:%M:%S%:z');
}

export function dateToRfc822(input: unknown, run: FilterRun): unknown {
  return formatted(input, run, '%a, %d %b %Y %H:%M:%S %z');
}

/** `07 Nov 2008`; with 'ordinal' `7th Nov 2008`, and with 'US' too `Nov 7th, 2008`. */
export function dateToString(input: unknown, run: FilterRun, type?: unknown, style?: unknown): unknown {
  return formatted(input, run, dayFormat('%b', type, style));
}

/** As `date_to_string`, with the month's whole name. */
export function dateToLongString(input: unknown, run: FilterRun, type?: unknown, style?: unknown): unknown {
  return formatted(input, run, dayFormat('%B', type, style));
}

function dayFormat(month: string, type: unknown, style: unknown): string {
  if (type !== 'ordinal') return `%d ${month} %Y`;
  return style === 'US' ? `${month} %-d%q, %Y` : `%-d%q ${month} %Y`;
}

function formatted(input: unknown, run: FilterRun, format: string): unknown {
  const moment = momentOf(input, run);
  return moment ? strftime(moment, format, run.budget) : input;
}

/** Integers, and strings of digits, are seconds since 1970. */
function momentOf(input: unknown, run: FilterRun): Moment | undefined {
  if (typeof input === 'number') return Number.isInteger(input) ? utc(input * 1000) : undefined;
  if (typeof input !== 'string' && !(input instanceof Markup)) return undefined;
  const text = toText(input, run.budget);
  if (text === '' || text.length > 128) return undefined;
  if (/^\d+$/.test(text)) return utc(Number(text) * 1000);
  const word = text.length < 6 ? text.toLowerCase() : '';
  return word === 'now' || word === 'today' ? utc(run.now()) : parseDate(text, () => run.now());
}

function utc(epoch: number): Moment | undefined {
  return Math.abs(epoch) <= 8.64e15 ? { epoch, offset: 0, zone: 'UTC' } : undefined;
}
