import { offsetAt } from './zone.ts';

/** `2024-05-31`, with a time of day behind it, and with a zone behind that. */
const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;

interface Written {
  /** The moment as if it were written in UTC, in milliseconds since the epoch. */
  readonly clock: number;
  /** Minutes east of UTC, where it says so. */
  readonly offset: number | undefined;
}

/** Whether a text is a day that there is, with a time of day or without. */
export function isDate(value: unknown): boolean {
  return read(value) !== undefined;
}

/**
 * Milliseconds since the epoch; undefined for what is no date. Without an offset of its own in `zone`, the name of a time zone, else in
 * UTC.
 */
export function dateOf(value: unknown, zone?: string): number | undefined {
  const written = read(value);
  if (!written) return undefined;
  const { clock, offset } = written;
  if (offset !== undefined) return clock - offset * 60_000;
  if (zone === undefined) return clock;
  // The offset at the moment itself: where clocks change in between, the one before the change.
  const guess = clock - offsetAt(zone, clock) * 60_000;
  return clock - offsetAt(zone, guess) * 60_000;
}

/** Year, month and day as they are in addresses: as written, or in `zone` where the date has an offset of its own. */
export function dayOf(value: unknown, zone?: string): readonly string[] | undefined {
  const written = read(value);
  if (!written) return undefined;
  const { clock, offset = 0 } = written;
  const shown =
    written.offset === undefined || zone === undefined ? clock : local(clock - offset * 60_000, zone);
  return new Date(shown).toISOString().slice(0, 10).split('-');
}

const local = (epoch: number, zone: string): number => epoch + offsetAt(zone, epoch) * 60_000;

function read(value: unknown): Written | undefined {
  if (typeof value !== 'string') return undefined;
  return readDay(value) ?? readDate(value);
}

/** The last month in which a day was, and its first day: most dates are days, and many entries are of one month. */
let month = '';
let first = Number.NaN;

/** A day that each month has, with nothing around it, in a fraction of the time. */
function readDay(text: string): Written | undefined {
  if (text.length !== 10) return undefined;
  const day = (text.charCodeAt(8) - ZERO) * 10 + text.charCodeAt(9) - ZERO;
  const isDay = day >= 1 && day <= 28 && text.charCodeAt(9) >= ZERO && text.charCodeAt(9) <= ZERO + 9;
  if (!isDay) return undefined;
  if (!text.startsWith(month) || month === '') {
    const found = readDate(`${text.slice(0, 8)}01`);
    if (!found) return undefined;
    month = text.slice(0, 8);
    first = found.clock;
  }
  return { clock: first + (day - 1) * 86_400_000, offset: undefined };
}

const ZERO = 48;

function readDate(value: string): Written | undefined {
  const match = DATE.exec(value.trim());
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
  if (!isDay || hour > 23 || minute > 59 || second > 59) return undefined;
  // `Date.UTC` takes a year before 100 to be one of the last century.
  const midnight =
    year < 100 ? new Date(0).setUTCFullYear(year, month - 1, day) : Date.UTC(year, month - 1, day);
  return { clock: midnight + ((hour * 60 + minute) * 60 + second) * 1000, offset: offsetIn(match[7]) };
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function offsetIn(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
