import type { Moment } from './strftime.ts';

/** Year, month and day, the last two from 1; undefined for what a text leaves out. */
type Day = readonly [year?: number | undefined, month?: number | undefined, day?: number | undefined];

const ISO =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[t ]?(\d\d):?(\d\d)(?::?(\d\d(?:[.,]\d+)?))?)? ?(z|utc|[+-]\d\d:?\d\d)?$/;
const TIME = /(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))? ?([ap]\.?m\b)?|\b(\d{1,2}) ?([ap]\.?m\b)/;
const ZONE = /^ ?(?:(?:utc|gmt)?([+-]\d\d?):?(\d\d)?|(?:z|utc|gmt)\b)/;

/**
 * Dates as Ruby's `Time.parse` reads them: ISO 8601, RFC 2822, month names, `2016/3/14`, `14.3.2016`, compact
 * digits, with a time and a zone. What a text leaves out comes from `now`, which is asked only then. Without a zone
 * a time is in UTC. undefined for what is no date.
 */
export function parseDate(input: string, now: () => number): Moment | undefined {
  if (input.length > 128) return undefined;
  const text = input.trim().toLowerCase();
  const iso = ISO.exec(text);
  if (iso) {
    const [, year, month, day, hour, minute, second, zone = 'z'] = iso;
    return momentOf([Number(year), Number(month), Number(day)], clock(hour, minute, second), zone, now);
  }
  const time = TIME.exec(text);
  if (!time) return momentOf(dayOf(text), 0, '', now);
  const [all, hour, minute, second, half, onlyHour, onlyHalf] = time;
  const after = text.slice(time.index + all.length);
  const zone = ZONE.exec(after)?.[0] ?? '';
  const date = dayOf(`${text.slice(0, time.index)} ${after.slice(zone.length)}`);
  return momentOf(date ?? [], clock(hour ?? onlyHour, minute, second, half ?? onlyHalf), zone, now);
}

/** Seconds since midnight; NaN for no time of a day. */
function clock(hour = '0', minute = '0', second = '0', half = ''): number {
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (half.startsWith('p') ? 12 : 0);
  const seconds = Number(second.replace(',', '.'));
  return hours > 24 || Number(minute) > 59 || seconds >= 61
    ? Number.NaN
    : hours * 3600 + Number(minute) * 60 + seconds;
}

function dayOf(text: string): Day | undefined {
  const names = text.match(/[a-z]{3,}/g) ?? [];
  const month = names
    .map((name) => 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(name.slice(0, 3)) / 3 + 1)
    .find((at) => at >= 1);
  return month ? namedDay(month, text.match(/'?\d+/g) ?? []) : numberedDay(text);
}

/** `14 March 2016`, `March 14th, 2016`, `Mar 2016`, `14-Mar-2016`, `2016 March 14`, `Mar 14 '16`: the numbers in them. */
function namedDay(month: number, numbers: readonly string[]): Day {
  const year = numbers.find((number) => number.length > 2) ?? numbers[1];
  const day = numbers.find((number) => number !== year);
  return [yearOf(year), month, day === undefined ? day : Number(day)];
}

/** `2016-3-14`, `2016/3/14`, `14/3/2016`, `14.3.2016`, `3/14`, `2016-03`, `2016-074`. */
function numberedDay(text: string): Day | undefined {
  const [, a = '', mark, b = '', c] = /(\d+)([-/.])(\d+)(?:\2(\d+))?/.exec(text) ?? [];
  const [one, two] = [Number(a), Number(b)];
  if (c) return c.length > 2 ? [Number(c), two, one] : [yearOf(a), two, Number(c)];
  if (a.length > 2) return b.length === 3 ? [one, 1, two] : [one, two];
  return mark === '-' || mark === '/' ? [undefined, one, two] : undefined;
}

/** `16` and `'16` are 2016; from 69 on, two digits are of the last century. */
function yearOf(text = ''): number | undefined {
  const digits = text.replace("'", '');
  const year = Number(digits);
  if (digits.length > 2) return year;
  return digits === '' ? undefined : year + (year < 69 ? 2000 : 1900);
}

/** Larger parts that are missing are today's, smaller ones the first. A day may run over into the next month. */
function momentOf(
  date: Day | undefined,
  seconds: number,
  zone: string,
  now: () => number,
): Moment | undefined {
  if (!date) return undefined;
  const today = date[0] === undefined ? new Date(now()) : undefined;
  const year = date[0] ?? today?.getUTCFullYear() ?? 0;
  const month = date[1] ?? (today ? today.getUTCMonth() + 1 : 1);
  const day = date[2] ?? (today && !date[1] ? today.getUTCDate() : 1);
  if (month < 1 || month > 12 || day < 1 || day > (month === 1 ? 366 : 31)) return undefined;
  const offset = offsetOf(zone);
  const epoch =
    new Date(0).setUTCFullYear(year, month - 1, day) + Math.floor(seconds * 1000) - offset * 60_000;
  return Number.isFinite(epoch) ? { epoch, offset, zone: /\d/.test(zone) ? '' : 'UTC' } : undefined;
}

/** Minutes of `+08:00`, `-8` or `utc+0800`; 0 where there are none. */
function offsetOf(zone: string): number {
  const [, sign, hours, minutes = '0'] = /([+-])(\d\d?):?(\d\d)?/.exec(zone) ?? [];
  const size = Number(hours ?? 0) * 60 + Number(minutes);
  return sign === '-' ? -size : size;
}
