import type { Budget } from '../budget.ts';
import { floorModulo } from './math.ts';

/** A moment shown at an offset from UTC, in minutes. `zone` is the name that it prints. */
export interface Moment {
  readonly epoch: number;
  readonly offset: number;
  readonly zone: string;
}

/** What a directive shows of the date as it stands in its zone: a number is padded, a string is not. */
type Show = (date: Date, moment: Moment, width: number, colons: number) => number | string;

const NAMES = (
  'January February March April May June July August September October November December ' +
  'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'
).split(' ');

/** Directives by letter; a string is made of others. */
const DIRECTIVES: Readonly<Record<string, Show | string | undefined>> = {
  Y: year,
  C: (date) => Math.floor(year(date) / 100),
  y: (date) => floorModulo(year(date), 100),
  m: (date) => date.getUTCMonth() + 1,
  B: month,
  b: (date) => month(date).slice(0, 3),
  h: '%b',
  d: day,
  e: day,
  j: (date) => dayOfYear(date) + 1,
  A: dayName,
  a: (date) => dayName(date).slice(0, 3),
  u: (date) => weekday(date) || 7,
  w: weekday,
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

/** Text, then a directive, and so on: as `split` answers for a pattern with four groups. */
type Parts = readonly (string | undefined)[];

/** Formats read before: a site has few, and reading one costs more than running it. Emptied when it grows. */
const READ = new Map<string, Parts>();

/** Ruby's `Time#strftime`, with `%q` for the day's ordinal ending (as liquidjs). Unknown directives stay as they are. */
export function strftime(moment: Moment, format: string, budget: Budget): string {
  const date = new Date(moment.epoch + moment.offset * 60_000);
  const parts = partsOf(format);
  let text = parts[0] ?? '';
  for (let at = 1; at < parts.length; at += 5) {
    const [flags = '', digits = '', more = '', letter = '', after = ''] = parts.slice(at, at + 5);
    text += directive(date, moment, flags + more, digits, letter, budget) + after;
  }
  return text;
}

function partsOf(format: string): Parts {
  let parts = READ.get(format);
  if (!parts) {
    parts = format.split(DIRECTIVE);
    if (READ.size > 99) READ.clear();
    if (format.length < 100) READ.set(format, parts);
  }
  return parts;
}

function directive(
  date: Date,
  moment: Moment,
  flags: string,
  digits: string,
  letter: string,
  budget: Budget,
): string {
  const show = Object.hasOwn(DIRECTIVES, letter) ? DIRECTIVES[letter] : undefined;
  if (show === undefined) return `%${flags}${digits}${letter}`;
  const width = Number(digits);
  budget.output(width);
  if (typeof show === 'string') return strftime(moment, show, budget).padStart(width);
  return dress(show(date, moment, width, flags.split(':').length - 1), flags, width, letter);
}

/** Case and padding: numbers to their width with zeros, `e`, `k` and `l` with spaces, unless a flag says otherwise. */
function dress(shown: number | string, flags: string, width: number, letter: string): string {
  const changed = flags.includes('#');
  const upper = flags.includes('^') || (changed && letter !== 'p');
  const text = upper ? String(shown).toUpperCase() : changed ? String(shown).toLowerCase() : String(shown);
  const numeric = typeof shown === 'number';
  const wide = width || (numeric && !flags.includes('-') ? (WIDTHS[letter] ?? 2) : 0);
  const blank = flags.includes('_') || !numeric || 'ekl'.includes(letter);
  if (blank && !flags.includes('0')) return text.padStart(wide);
  return text.startsWith('-') ? `-${text.slice(1).padStart(wide, '0')}` : text.padStart(wide, '0');
}

function year(date: Date): number {
  return date.getUTCFullYear();
}

function month(date: Date): string {
  return NAMES[date.getUTCMonth()] ?? '';
}

function dayName(date: Date): string {
  return NAMES[weekday(date) + 12] ?? '';
}

function weekday(date: Date): number {
  return date.getUTCDay();
}

function day(date: Date): number {
  return date.getUTCDate();
}

function hour(date: Date): number {
  return date.getUTCHours();
}

/** Days since the first of January. */
function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - new Date(0).setUTCFullYear(year(date))) / 864e5);
}

/** Weeks since the first Sunday (0) or Monday (1) of the year. */
function week(date: Date, start: number): number {
  return Math.floor((dayOfYear(date) + 7 - floorModulo(weekday(date) - start, 7)) / 7);
}

/** The Thursday of the ISO week, whose year is the week's. */
function thursday(date: Date): Date {
  return new Date(date.getTime() + (4 - (weekday(date) || 7)) * 864e5);
}

function fraction(date: Date, digits: number): string {
  return (date.getUTCMilliseconds() / 1000).toFixed(3).slice(2).padEnd(digits, '0').slice(0, digits);
}

function offsetText(offset: number, colons: number): string {
  const [hours, minutes] = new Date(Math.abs(offset) * 60_000).toISOString().slice(11).split(':');
  return `${(offset < 0 ? '-' : '+') + hours + (colons ? ':' : '') + minutes}${colons > 1 ? ':00' : ''}`;
}

function ordinal(day: number): string {
  return (day > 10 && day < 20 ? undefined : ['th', 'st', 'nd', 'rd'][day % 10]) ?? 'th';
}
