import type { Budget } from '../budget.ts';
import { floorModulo } from './decimal.ts';

/** A moment shown at an offset from UTC, in minutes. `zone` is the name that it prints. */
export interface Moment {
  readonly epoch: number;
  readonly offset: number;
  readonly zone: string;
}

/** What a directive shows of the date as it stands in its zone: a number is padded, a string is not. */
type Show = (date: Date, moment: Moment, width: number, colons: number) => number | string;

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** Directives by letter; a string is made of others. */
const DIRECTIVES: Readonly<Record<string, Show | string | undefined>> = {
  Y: year,
  C: (date) => Math.floor(year(date) / 100),
  y: (date) => floorModulo(year(date), 100),
  m: (date) => date.getUTCMonth() + 1,
  B: month,
  b: (date) => month(date).slice(0, 3),
  h: (date) => month(date).slice(0, 3),
  d: day,
  e: day,
  j: (date) => dayOfYear(date) + 1,
  A: weekday,
  a: (date) => weekday(date).slice(0, 3),
  u: (date) => date.getUTCDay() || 7,
  w: (date) => date.getUTCDay(),
  G: (date) => year(thursday(date)),
  g: (date) => floorModulo(year(thursday(date)), 100),
  V: (date) => Math.floor(dayOfYear(thursday(date)) / 7) + 1,
  U: (date) => week(date, 0),
  W: (date) => week(date, 1),
  H: hour,
  k: hour,
  I: (date) => hour(date) % 12 || 12,
  l: (date) => hour(date) % 12 || 12,
  M: (date) => date.getUTCMinutes(),
  S: (date) => date.getUTCSeconds(),
  L: (date, _, width) => fraction(date, width || 3),
  N: (date, _, width) => fraction(date, width || 9),
  P: (date) => (hour(date) < 12 ? 'am' : 'pm'),
  p: (date) => (hour(date) < 12 ? 'AM' : 'PM'),
  q: (date) => ordinal(day(date)),
  s: (_, moment) => Math.floor(moment.epoch / 1000),
  z: (_, moment, __, colons) => offsetText(moment.offset, colons),
  Z: (_, moment) => moment.zone,
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
  c: '%a %b %e %T %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  v: '%e-%^b-%Y',
  x: '%D',
  X: '%T',
  '+': '%a %b %e %T %Z %Y',
};

/** Digits of a number; 2 for the letters that are not here. */
const WIDTHS: Readonly<Record<string, number | undefined>> = { Y: 4, G: 4, j: 3, s: 1, u: 1, w: 1 };

/** Flags, width, colons and the modifiers E and O, which change nothing; then the letter. */
const DIRECTIVE = /%([-_0^#:]*)([1-9]\d{0,4})?([:EO]*)(.)/gs;

/** A part of a format: text, or a directive. */
type Part =
  | string
  | { readonly all: string; readonly flags: string; readonly width: number; readonly letter: string };

/** Formats read before: a site has few, and reading one costs more than running it. Emptied when it grows. */
const READ = new Map<string, readonly Part[]>();
const MAX_READ = 100;

/** Ruby's `Time#strftime`, with `%q` for the day's ordinal ending (as liquidjs). Unknown directives stay as they are. */
export function strftime(moment: Moment, format: string, budget: Budget): string {
  const date = new Date(moment.epoch + moment.offset * 60_000);
  let text = '';
  for (const part of partsOf(format)) {
    text += typeof part === 'string' ? part : directive(part, date, moment, budget);
  }
  return text;
}

function directive(part: Exclude<Part, string>, date: Date, moment: Moment, budget: Budget): string {
  const { all, flags, width, letter } = part;
  const show = Object.hasOwn(DIRECTIVES, letter) ? DIRECTIVES[letter] : undefined;
  if (show === undefined) return all;
  if (width > 0) budget.output(width);
  if (typeof show === 'string') return strftime(moment, show, budget).padStart(width);
  const shown = show(date, moment, width, flags === '' ? 0 : flags.split(':').length - 1);
  return flags === '' && width === 0 && typeof shown === 'string'
    ? shown
    : dress(shown, flags, width, letter);
}

function partsOf(format: string): readonly Part[] {
  const known = READ.get(format);
  if (known) return known;
  const parts: Part[] = [];
  let end = 0;
  for (const match of format.matchAll(DIRECTIVE)) {
    const [all, flags = '', digits, more = '', letter = ''] = match;
    if (match.index > end) parts.push(format.slice(end, match.index));
    parts.push({ all, flags: flags + more, width: Number(digits ?? 0), letter });
    end = match.index + all.length;
  }
  if (end < format.length) parts.push(format.slice(end));
  if (READ.size >= MAX_READ) READ.clear();
  if (format.length < 100) READ.set(format, parts);
  return parts;
}

/** Case and padding: numbers to their width with zeros, `e`, `k` and `l` with spaces, unless a flag says otherwise. */
function dress(shown: number | string, flags: string, width: number, letter: string): string {
  let text = String(shown);
  if (flags.includes('^')) text = text.toUpperCase();
  if (flags.includes('#')) text = letter === 'p' ? text.toLowerCase() : text.toUpperCase();
  const numeric = typeof shown === 'number';
  const wide = width || (numeric && !flags.includes('-') ? (WIDTHS[letter] ?? 2) : 0);
  if (!flags.includes('0') && (flags.includes('_') || !numeric || 'ekl'.includes(letter)))
    return text.padStart(wide);
  return text.startsWith('-') ? `-${text.slice(1).padStart(wide, '0')}` : text.padStart(wide, '0');
}

function year(date: Date): number {
  return date.getUTCFullYear();
}

function month(date: Date): string {
  return MONTHS[date.getUTCMonth()] ?? '';
}

function weekday(date: Date): string {
  return DAYS[date.getUTCDay()] ?? '';
}

function day(date: Date): number {
  return date.getUTCDate();
}

function hour(date: Date): number {
  return date.getUTCHours();
}

/** Days since the first of January. */
function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - new Date(0).setUTCFullYear(year(date))) / 86_400_000);
}

/** Weeks since the first Sunday (0) or Monday (1) of the year. */
function week(date: Date, start: number): number {
  return Math.floor((dayOfYear(date) + 7 - floorModulo(date.getUTCDay() - start, 7)) / 7);
}

/** The Thursday of the ISO week, whose year is the week's. */
function thursday(date: Date): Date {
  return new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * 86_400_000);
}

function fraction(date: Date, digits: number): string {
  return String(date.getUTCMilliseconds()).padStart(3, '0').padEnd(digits, '0').slice(0, digits);
}

function offsetText(offset: number, colons: number): string {
  const minutes = Math.abs(offset);
  const pad = (value: number) => String(value).padStart(2, '0');
  const time = pad(Math.floor(minutes / 60)) + (colons ? ':' : '') + pad(minutes % 60);
  return (offset < 0 ? '-' : '+') + time + (colons > 1 ? ':00' : '');
}

function ordinal(day: number): string {
  return day > 10 && day < 20 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
}
