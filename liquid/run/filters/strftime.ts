import type { Budget } from '../budget.ts';
import { floorModulo } from '../numbers.ts';

/** A moment shown at an offset from UTC, in minutes. `zone` is the name that it prints. */
export interface Moment {
  readonly epoch: number;
  readonly offset: number;
  readonly zone: string;
}

/** What a directive shows of the date as it stands in its zone: a number is padded, a string is not. */
type Show = (date: Date, moment: Moment, width: number, flags: string) => number | string;

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
  e: '%_d',
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
  k: '%_H',
  I: (date) => hour(date) % 12 || 12,
  l: '%_I',
  M: (date) => date.getUTCMinutes(),
  S: (date) => date.getUTCSeconds(),
  L: (date, _, width) => fraction(date, width || 3),
  N: (date, _, width) => fraction(date, width || 9),
  P: '%#p',
  p: (date) => (hour(date) < 12 ? 'AM' : 'PM'),
  q: (date) => ordinal(day(date)),
  s: (_, moment) => Math.floor(moment.epoch / 1000),
  z: (_, moment, __, flags) => offsetText(moment.offset, flags.split(':').length),
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

/** The text between two directives, or one of them. */
type Part = string | ((date: Date, moment: Moment, budget: Budget) => string);

/** Formats read before: a site has few, and reading one costs more than running it. Emptied when it grows. */
const READ = new Map<string, readonly Part[]>();

/** Ruby's `Time#strftime`, with `%q` for the day's ordinal ending (as liquidjs). Unknown directives stay as they are. */
export function strftime(moment: Moment, format: string, budget: Budget): string {
  let parts = READ.get(format);
  if (!parts) {
    parts = read(format);
    if (READ.size > 99) READ.clear();
    if (format.length < 100) READ.set(format, parts);
  }
  const date = new Date(moment.epoch + moment.offset * 60_000);
  let text = '';
  for (const part of parts) text += typeof part === 'string' ? part : part(date, moment, budget);
  return text;
}

/** `split` answers text, then the four groups of a directive, and so on. */
function read(format: string): Part[] {
  const parts: Part[] = [];
  const pieces = format.split(DIRECTIVE);
  for (let at = 0; at < pieces.length; at += 5) {
    const flags = `${pieces[at + 1] ?? ''}${pieces[at + 3] ?? ''}`;
    parts.push(pieces[at] ?? '', directive(pieces[at + 4] ?? '', flags, Number(pieces[at + 2] ?? 0)));
  }
  return parts;
}

function directive(letter: string, flags: string, width: number): Part {
  const show = Object.hasOwn(DIRECTIVES, letter) ? DIRECTIVES[letter] : undefined;
  if (!show) return letter && `%${flags}${width || ''}${letter}`;
  const digits = WIDTHS[letter] ?? 2;
  const bare = flags === '' && width === 0;
  return (date, moment, budget) => {
    if (width) budget.output(width);
    const shown =
      typeof show === 'string' ? strftime(moment, show, budget) : show(date, moment, width, flags);
    // Most are numbers that are wide enough, or text.
    if (bare && (typeof shown === 'string' || shown >= 10 ** (digits - 1))) return String(shown);
    return dressed(shown, flags, width, digits);
  };
}

/** Case and padding: numbers to their width with zeros, text to a width that is asked for with spaces. */
function dressed(shown: number | string, flags: string, width: number, digits: number): string {
  const numeric = typeof shown === 'number';
  let text = String(shown);
  if (/[#^]/.test(flags))
    text = text.toUpperCase() === text && flags.includes('#') ? text.toLowerCase() : text.toUpperCase();
  const wide = width || (numeric && !flags.includes('-') ? digits : 0);
  if (wide <= text.length) return text;
  const zeros = flags.includes('0') || (numeric && !flags.includes('_'));
  const sign = zeros && text.startsWith('-') ? '-' : '';
  return sign + text.slice(sign.length).padStart(wide, zeros ? '0' : ' ');
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

/** `pieces` is how many the flags fall into between colons. */
function offsetText(offset: number, pieces: number): string {
  const [hours, minutes] = new Date(Math.abs(offset) * 60_000).toISOString().slice(11).split(':');
  return `${(offset < 0 ? '-' : '+') + hours + (pieces > 1 ? ':' : '') + minutes}${pieces > 2 ? ':00' : ''}`;
}

function ordinal(day: number): string {
  return (day > 10 && day < 20 ? undefined : ['th', 'st', 'nd', 'rd'][day % 10]) ?? 'th';
}
