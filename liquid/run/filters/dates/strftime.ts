import type { Budget } from '../../budget.ts';
import { late, type Part } from '../../late.ts';
import { floorModulo } from '../../values/numbers.ts';
import type { Moment } from './moment.ts';

const NAMES = (
  'January February March April May June July August September October November December ' +
  'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'
).split(' ');

/** The directives that most formats are made of; late-strftime.ts has the others. Numbers are padded, text is not. */
export const FIELDS: Readonly<Record<string, ((date: Date, moment: Moment) => number | string) | undefined>> =
  {
    Y: (date) => date.getUTCFullYear(),
    m: (date) => date.getUTCMonth() + 1,
    B: month,
    b: (date) => month(date).slice(0, 3),
    d: day,
    e: day,
    A: dayName,
    a: (date) => dayName(date).slice(0, 3),
    H: (date) => date.getUTCHours(),
    I: hour12,
    l: hour12,
    M: (date) => date.getUTCMinutes(),
    S: (date) => date.getUTCSeconds(),
    p: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
    y: (date) => floorModulo(date.getUTCFullYear(), 100),
    z: (_, { offset }) => {
      const minutes = Math.floor(Math.abs(offset) / 60);
      return (offset < 0 ? '-' : '+') + zeroed(Math.floor(minutes / 60) * 100 + (minutes % 60), 4, '0');
    },
  };

/** Formats of those directives alone, at most with the flag `-`. */
const COMMON = /^(?:[^%]|%(?:-?[YmBbdeAaHIlMSpy]|z))*$/;

/** Formats read before: a site has few, and reading one costs more than running it. Emptied when it grows. */
const READ = new Map<string, readonly Part[]>();

/** Ruby's `Time#strftime`, with `%q` for the day's ordinal ending (as liquidjs). Unknown directives stay as they are. */
export function strftime(moment: Moment, format: string, budget: Budget): string {
  let parts = READ.get(format);
  if (!parts) {
    parts = (COMMON.test(format) ? read : late('format'))(format);
    if (READ.size > 99) READ.clear();
    if (format.length < 100) READ.set(format, parts);
  }
  const date = new Date(moment.epoch + moment.offset * 1000);
  let text = '';
  for (const part of parts) text += typeof part === 'string' ? part : part(date, moment, budget);
  return text;
}

/** `split` gives text, then the flag and the letter of a directive, and so on. */
function read(format: string): Part[] {
  const parts: Part[] = [];
  const pieces = format.split(/%(-?)(\w)/);
  for (let at = 0; at < pieces.length; at += 3) {
    const letter = pieces[at + 2] ?? '';
    const show = FIELDS[letter];
    parts.push(pieces[at] ?? '');
    if (show)
      parts.push((date, moment) => padded(show(date, moment), pieces[at + 1] === '-' ? 1 : 0, letter));
  }
  return parts;
}

/** Numbers with zeros in front, or spaces for `%e` and `%l`: as many digits as `width` says, or the letter without one. */
function padded(shown: number | string, width: number, letter: string): string {
  if (typeof shown === 'string') return shown;
  // A sign takes a place of its own.
  const wide = width || (letter === 'Y' ? (shown < 0 ? 5 : 4) : 2);
  if (shown >= 10 ** (wide - 1)) return String(shown);
  return zeroed(shown, wide, letter === 'e' || letter === 'l' ? ' ' : '0');
}

/** `shown` padded to `wide` characters, the sign in front of zeros. */
export function zeroed(shown: number, wide: number, pad: string): string {
  if (pad === ' ' || shown >= 0) return String(shown).padStart(wide, pad);
  return `-${String(-shown).padStart(wide - 1, pad)}`;
}

function month(date: Date): string {
  return NAMES[date.getUTCMonth()] ?? '';
}

function dayName(date: Date): string {
  return NAMES[date.getUTCDay() + 12] ?? '';
}

function hour12(date: Date): number {
  return date.getUTCHours() % 12 || 12;
}

function day(date: Date): number {
  return date.getUTCDate();
}
