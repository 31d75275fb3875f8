import type { Moment } from './strftime.ts';

/** The parts of a date that a text gives; the day counts from 1, months from 1. */
interface Parts {
  year?: number;
  month?: number;
  day?: number;
}

interface Clock {
  readonly seconds: number;
  readonly fraction: number;
}

interface Zone {
  readonly offset: number;
  readonly zone: string;
}

const UTC: Zone = { offset: 0, zone: 'UTC' };

/** Hours from UTC of the zone names that mail and logs use. */
const ZONES: Readonly<Record<string, number | undefined>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  cet: 1,
  cest: 2,
  bst: 1,
  jst: 9,
};

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?(z| ?utc| ?[+-]\d\d:?\d\d)?$/;
const TIME = /(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)? ?(?:([ap])\.?m\b\.?)?|\b(\d{1,2}) ?([ap])\.?m\b\.?/;
const ZONE = /^ ?(?:(?:utc|gmt)?([+-]\d{1,2})(?::?(\d\d))?|([a-z]{1,4})\b)/;
const MONTH = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?/;

/**
 * Dates as Ruby's `Time.parse` reads them: ISO 8601, RFC 2822, month names, `2016/3/14`, `14.3.2016`, compact
 * digits; a time after or before the date, with a zone. What a text leaves out comes from `now`, which is asked only
 * then. Without a zone a time is in UTC. undefined for what is no date.
 */
export function parseDate(input: string, now: () => number): Moment | undefined {
  if (input.length > 128) return undefined;
  const text = input.trim().toLowerCase().replace(/\s+/g, ' ');
  const iso = ISO.exec(text);
  if (iso) return fromIso(iso);
  const time = TIME.exec(text);
  if (!time) return fromCompact(text) ?? moment(dateParts(text), undefined, UTC, now);
  const before = text.slice(0, time.index);
  const after = text.slice(time.index + time[0].length);
  const zone = ZONE.exec(after);
  const known = zone && zoneOf(zone);
  const rest = known ? after.slice(zone[0].length) : after;
  return moment(dateParts(`${before.replace(/t$/, '')} ${rest}`), clockOf(time), known ?? UTC, now);
}

function fromIso([, year, month, day, hour, minute, second, fraction, zone]: RegExpExecArray):
  | Moment
  | undefined {
  const parts = { year: Number(year), month: Number(month), day: Number(day) };
  const clock = clockFrom(hour, minute, second, fraction);
  const found = zone === undefined ? null : ZONE.exec(zone);
  return moment(parts, clock, (found && zoneOf(found)) ?? UTC, () => 0);
}

/** `20160314`, `20160314101530`, `20160314t101530z`. */
function fromCompact(text: string): Moment | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?)?(z|[+-]\d\d:?\d\d)?$/.exec(text);
  const [, year, month, day, hour, minute, second, zone] = match ?? [];
  if (!match) return undefined;
  const found = zone === undefined ? null : ZONE.exec(zone);
  const parts = { year: Number(year), month: Number(month), day: Number(day) };
  return moment(parts, clockFrom(hour, minute, second), (found && zoneOf(found)) ?? UTC, () => 0);
}

function clockOf(match: RegExpExecArray): Clock | undefined {
  const [, hour, minute, second, fraction, half, hourOnly, halfOnly] = match;
  const read = Number(hour ?? hourOnly);
  const afternoon = half ?? halfOnly;
  if (afternoon === undefined) return clockFrom(hour, minute, second, fraction);
  return clockFrom(String((read % 12) + (afternoon === 'p' ? 12 : 0)), minute, second, fraction);
}

function clockFrom(hour = '0', minute = '0', second = '0', fraction = ''): Clock | undefined {
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return { seconds, fraction: Number(fraction.padEnd(3, '0').slice(0, 3)) };
}

function zoneOf([, hours, minutes = '0', name = '']: RegExpExecArray): Zone | undefined {
  if (hours !== undefined) {
    const size = Math.abs(Number(hours)) * 60 + Number(minutes);
    return { offset: hours.startsWith('-') ? -size : size, zone: '' };
  }
  const offset = Object.hasOwn(ZONES, name) ? ZONES[name] : undefined;
  if (offset === undefined) return undefined;
  return offset === 0 ? UTC : { offset: offset * 60, zone: name.toUpperCase() };
}

function dateParts(text: string): Parts | undefined {
  return named(text) ?? numbered(text);
}

/** `14 March 2016`, `March 14th, 2016`, `Mar 2016`, `14-Mar-2016`. */
function named(text: string): Parts | undefined {
  const match = MONTH.exec(text);
  if (!match) return undefined;
  const month = 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(match[1] ?? '') / 3 + 1;
  const before = /(\d+)(?:st|nd|rd|th)?[ ,./-]*$/.exec(text.slice(0, match.index))?.[1];
  const after = /^[ ,./-]*('?\d+)(?:st|nd|rd|th)?(?:[ ,./-]+('?\d+))?/.exec(
    text.slice(match.index + match[0].length),
  );
  const first = after?.[1];
  if (before !== undefined && before.length > 2) return { year: Number(before), month, day: dayOf(first) };
  if (before !== undefined) return { year: yearOf(first), month, day: Number(before) };
  if (first !== undefined && (first.length > 2 || first.startsWith("'")))
    return { year: yearOf(first), month };
  return { year: yearOf(after?.[2]), month, day: dayOf(first) };
}

/** `2016-3-14`, `2016/3/14`, `14/3/2016`, `14.3.2016`, `3/14`, `2016-03`, `2016-074`. */
function numbered(text: string): Parts | undefined {
  const [, a = '', mark, b = '', c] = /(\d+)([-/.])(\d+)(?:\2(\d+))?/.exec(text) ?? [];
  if (mark === undefined) return undefined;
  if (c !== undefined && c.length > 2) return { year: Number(c), month: Number(b), day: Number(a) };
  if (c !== undefined) return { year: yearOf(a), month: Number(b), day: Number(c) };
  if (a.length <= 2) return mark === '.' ? undefined : { month: Number(a), day: Number(b) };
  if (b.length === 3) return { year: Number(a), month: 1, day: Number(b) };
  return { year: Number(a), month: Number(b) };
}

function yearOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const digits = text.replace("'", '');
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 69 ? year + 2000 : year + 1900;
}

function dayOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function moment(
  parts: Parts | undefined,
  clock: Clock | undefined,
  zone: Zone,
  now: () => number,
): Moment | undefined {
  if (!parts && !clock) return undefined;
  const { year, month, day } = complete(parts ?? {}, now);
  if (month < 1 || month > 12 || day < 1 || (day > 31 && month !== 1) || day > 366) return undefined;
  const start = new Date(0).setUTCFullYear(year, month - 1, day);
  const local = start + (clock?.seconds ?? 0) * 1000 + (clock?.fraction ?? 0);
  return Number.isFinite(local) ? { epoch: local - zone.offset * 60_000, ...zone } : undefined;
}

/** Larger parts that are missing are today's, smaller ones the first. */
function complete(parts: Parts, now: () => number): Required<Parts> {
  const { year, month, day } = parts;
  if (year !== undefined) return { year, month: month ?? 1, day: day ?? 1 };
  const today = new Date(now());
  if (month !== undefined) return { year: today.getUTCFullYear(), month, day: day ?? 1 };
  return { year: today.getUTCFullYear(), month: today.getUTCMonth() + 1, day: today.getUTCDate() };
}
