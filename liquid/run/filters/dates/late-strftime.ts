import type { Part } from '../../late.ts';
import { floorModulo } from '../../values/numbers.ts';
import type { Moment } from './moment.ts';
import { FIELDS, strftime, zeroed } from './strftime.ts';

/** What is between `%` and the letter of a directive. */
interface Style {
  /** Flags found: `-` no padding, `^` upper case, `#` the other case. */
  readonly flags: string;
  /** ' ' or '0' where a flag says so. */
  readonly pad: string;
  /** 0: none given. */
  readonly width: number;
  /** How many of them stood before `z`. */
  readonly colons: number;
}

/** Numbers by letter, and how they are padded when nothing is said: with which character, to how many. */
const NUMBERS: Readonly<Record<string, readonly [show: NumberOf, width: number, pad?: ' ']>> = {
  C: [(date) => Math.floor(date.getUTCFullYear() / 100), 2],
  G: [isoYear, 4],
  U: [(date) => week(date, 0), 2],
  V: [(date) => Math.floor(dayOfYear(thursday(date)) / 7) + 1, 2],
  W: [(date) => week(date, 1), 2],
  g: [(date) => floorModulo(isoYear(date), 100), 2],
  j: [(date) => dayOfYear(date) + 1, 3],
  s: [(_, { epoch }) => Math.floor(epoch / 1000), 1],
  u: [(date) => date.getUTCDay() || 7, 1],
  w: [(date) => date.getUTCDay(), 1],
  y: [early('y'), 2],
  H: [early('H'), 2],
  I: [early('I'), 2],
  M: [early('M'), 2],
  S: [early('S'), 2],
  Y: [early('Y'), 4],
  d: [early('d'), 2],
  e: [early('d'), 2, ' '],
  k: [early('H'), 2, ' '],
  l: [early('I'), 2, ' '],
  m: [early('m'), 2],
};

type NumberOf = (date: Date, moment: Moment) => number;

/** Directives that stand for others. */
const FORMATS: Readonly<Record<string, string>> = {
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  T: '%H:%M:%S',
  X: '%H:%M:%S',
  c: '%a %b %e %H:%M:%S %Y',
  r: '%I:%M:%S %p',
  v: '%e-%^b-%4Y',
  x: '%m/%d/%y',
};

/** Letters that show text. */
const TEXTS: Readonly<Record<string, (date: Date, moment: Moment) => string>> = {
  A: name('A'),
  B: name('B'),
  P: name('p'),
  Z: (_, { offset }) => (offset === 0 ? 'UTC' : ''),
  a: name('a'),
  b: name('b'),
  h: name('b'),
  n: () => '\n',
  p: name('p'),
  q: (date) => ordinal(date.getUTCDate()),
  t: () => '\t',
  '%': () => '%',
};

/** Letters that E and O may be before, where they change nothing. */
const LOCAL: Readonly<Record<string, string>> = { E: 'cCxXyY', O: 'deHkIlmMSuUVwWy' };

/**
 * Reads any format as Ruby's `Time#strftime` does: flags, then a width; after a width only E, O and colons. What is not
 * a directive is text, up to the character that it can't go on with.
 */
export function readFormat(format: string): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < format.length; ) {
    const start = format.indexOf('%', at);
    if (start < 0) return [...parts, format.slice(at)];
    const [part, end] = directive(format, start);
    parts.push(format.slice(at, start), part);
    at = end;
  }
  return parts;
}

/** The directive at `start`, and where the text goes on. */
function directive(format: string, start: number): [part: Part, end: number] {
  let style: Style = { flags: '', pad: '', width: 0, colons: 0 };
  let at = start + 1;
  const unknown = (): [string, number] => [format.slice(start, at + 1), at + 1];
  for (; at < format.length; at++) {
    const letter = format.charAt(at);
    if ('-^#_'.includes(letter)) {
      if (style.width > 0) return unknown();
      style = flagged(style, letter);
    } else if (letter >= '0' && letter <= '9') {
      const digits = /\d+/.exec(format.slice(at))?.[0] ?? '';
      at += digits.length - 1;
      // Wider than any page: not read as a width.
      if (digits.length > 7) return unknown();
      style = { ...style, width: Number(digits), pad: letter === '0' ? '0' : style.pad };
    } else if (letter === ':') {
      // Four are read as some that `z` can't have, whatever follows.
      const colons = /^:(?:::?)?(?=z)|^::::/.exec(format.slice(at))?.[0].length ?? 0;
      if (colons === 0) return unknown();
      at += colons - 1;
      style = { ...style, colons };
    } else if (LOCAL[letter] === undefined) {
      if (letter === 'z' && style.colons === 4) return [format.slice(start, at), at];
      const part = shown(letter, style);
      return part ? [part, at + 1] : unknown();
    } else if (at + 1 === format.length || !LOCAL[letter].includes(format.charAt(at + 1))) return unknown();
  }
  return unknown();
}

function flagged({ flags, pad, colons }: Style, letter: string): Style {
  if (letter === '_') return { flags, pad: ' ', width: 0, colons };
  return { flags: flags + letter, pad: letter === '-' ? '' : pad, width: 0, colons };
}

/** What shows the directive of `letter`; undefined when there is none. */
function shown(letter: string, style: Style): Part | undefined {
  if (Object.hasOwn(NUMBERS, letter)) return charged(style, numeric(letter, style));
  if (letter === 'z') return charged(style, (_, moment) => zone(moment, style));
  if (letter === 'L' || letter === 'N') {
    const digits = style.width || (letter === 'L' ? 3 : 9);
    return charged(style, (date, moment) => fraction(date, moment, digits));
  }
  const format = Object.hasOwn(FORMATS, letter) ? FORMATS[letter] : undefined;
  if (format !== undefined) {
    // A width pads these whatever the flag `-` says.
    return charged(style, (_, moment, budget) =>
      cased(strftime(moment, format, budget), style.flags.includes('^'), false).padStart(
        style.width,
        style.pad || ' ',
      ),
    );
  }
  const text = Object.hasOwn(TEXTS, letter) ? TEXTS[letter] : undefined;
  return text && charged(style, (date, moment) => spaced(inCase(text(date, moment), letter, style), style));
}

function charged({ width }: Style, part: Exclude<Part, string>): Part {
  if (width === 0) return part;
  return (date, moment, budget) => {
    budget.text(width);
    return part(date, moment, budget);
  };
}

function numeric(letter: string, { flags, pad, width }: Style): Exclude<Part, string> {
  const [show, digits, space = '0'] = NUMBERS[letter] ?? [() => 0, 0];
  return (date, moment) => {
    const value = show(date, moment);
    const own = digits + (digits === 4 && value < 0 ? 1 : 0);
    return zeroed(value, flags.includes('-') ? 1 : width || own, pad || space);
  };
}

/** `#` makes names and upper case of most, and lower case of AM, PM and the zone; `%P` is lower case of itself. */
function inCase(text: string, letter: string, { flags }: Style): string {
  const swaps = flags.includes('#');
  const upper = flags.includes('^');
  if (letter === 'P') return cased(text, upper || swaps, !upper && !swaps);
  if (letter === 'p' || letter === 'Z') return cased(text, upper, swaps);
  return cased(text, upper || (swaps && 'ABabh'.includes(letter)), false);
}

function cased(text: string, upper: boolean, lower: boolean): string {
  return lower ? text.toLowerCase() : upper ? text.toUpperCase() : text;
}

function spaced(text: string, { flags, width, pad }: Style): string {
  return text === '' || flags.includes('-') ? text : text.padStart(width, pad || ' ');
}

/** `+0100`, `+01:00`, `+01:00:00`, and with three colons no more than it needs; a width is one of the hours. */
function zone({ offset, utc }: Moment, { flags, pad, width, colons }: Style): string {
  const size = Math.abs(offset);
  const hours = Math.floor(size / 3600);
  const two = (value: number) => String(value).padStart(2, '0');
  const rest = [two(Math.floor(size / 60) % 60), two(size % 60)];
  const pieces = colons < 3 ? Math.max(1, colons) : size % 3600 === 0 ? 0 : size % 60 === 0 ? 1 : 2;
  const tail = rest
    .slice(0, pieces)
    .map((piece) => (colons > 0 ? `:${piece}` : piece))
    .join('');
  const digits = Math.max(2, width - tail.length - 1);
  // RFC 3339 writes UTC as -00:00 where the place is not known; the flag `-` asks for that.
  const sign = offset < 0 || (utc && flags.includes('-')) ? '-' : '+';
  const head =
    pad === ' ' ? `${sign}${hours}`.padStart(digits + 1) : sign + String(hours).padStart(digits, '0');
  return head + tail;
}

function fraction(date: Date, moment: Moment, digits: number): string {
  const all = moment.fraction ?? String(date.getUTCMilliseconds()).padStart(3, '0');
  return all.padEnd(digits, '0').slice(0, digits);
}

/** Days since the first of January. */
function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - new Date(0).setUTCFullYear(date.getUTCFullYear())) / 864e5);
}

/** Weeks since the first Sunday (0) or Monday (1) of the year. */
function week(date: Date, start: number): number {
  return Math.floor((dayOfYear(date) + 7 - floorModulo(date.getUTCDay() - start, 7)) / 7);
}

/** The Thursday of the ISO week, whose year is the week's. */
function thursday(date: Date): Date {
  return new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * 864e5);
}

function isoYear(date: Date): number {
  return thursday(date).getUTCFullYear();
}

function ordinal(day: number): string {
  return (day > 10 && day < 20 ? undefined : ['th', 'st', 'nd', 'rd'][day % 10]) ?? 'th';
}

/** What strftime.ts has of a text. */
function name(letter: string): (date: Date, moment: Moment) => string {
  return (date, moment) => String(FIELDS[letter]?.(date, moment));
}

/** What strftime.ts has of a number. */
function early(letter: string): NumberOf {
  return (date, moment) => Number(FIELDS[letter]?.(date, moment));
}
