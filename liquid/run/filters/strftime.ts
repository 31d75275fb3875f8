import type { Budget } from '../budget.ts';

/** A moment shown at an offset from UTC, in minutes. `zone` is the name that it prints. */
export interface Moment {
  readonly epoch: number;
  readonly offset: number;
  readonly zone: string;
}

/** One `%` directive taken apart: flags as given, 0 for no width. */
interface Directive {
  readonly letter: string;
  readonly flags: string;
  readonly width: number;
  readonly colons: number;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** Directives that stand for others. */
const COMPOSITES: Readonly<Record<string, string | undefined>> = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  v: '%e-%^b-%Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  '+': '%a %b %e %H:%M:%S %Z %Y',
};

/** Ruby's `Time#strftime`, with `%q` for the day's ordinal ending (as liquidjs). Unknown directives stay as they are. */
export function strftime(moment: Moment, format: string, budget: Budget): string {
  const date = new Date(moment.epoch + moment.offset * 60_000);
  let text = '';
  let from = 0;
  for (let at = format.indexOf('%'); at >= 0; at = format.indexOf('%', from)) {
    text += format.slice(from, at);
    const end = endOfDirective(format, at + 1);
    const directive = readDirective(format, at + 1, end);
    const shown = show(date, moment, directive, budget);
    text += shown === undefined ? format.slice(at, end + 1) : dress(shown, directive, budget);
    from = end + 1;
  }
  return text + format.slice(from);
}

/** The offset of the directive's letter: after flags, width, colons and the modifiers E and O. */
function endOfDirective(format: string, start: number): number {
  let at = start;
  while (at < format.length - 1 && '-_0^#:123456789EO'.includes(format.charAt(at))) at++;
  return at;
}

function readDirective(format: string, start: number, end: number): Directive {
  const options = format.slice(start, end);
  const width = /[1-9]\d*/.exec(options)?.[0] ?? '';
  return {
    letter: format.charAt(end),
    flags: options.replace(width, ''),
    width: Math.min(Number(width), 65_535),
    colons: options.split(':').length - 1,
  };
}

/** Value and how it is padded without flags: numbers to a width with zeros or spaces. */
interface Shown {
  readonly text: string;
  readonly width?: number;
  readonly blank?: true;
}

function show(date: Date, moment: Moment, directive: Directive, budget: Budget): Shown | undefined {
  const composite = Object.hasOwn(COMPOSITES, directive.letter) ? COMPOSITES[directive.letter] : undefined;
  if (composite !== undefined) return { text: strftime(moment, composite, budget), blank: true };
  return showDay(date, directive.letter) ?? showTime(date, directive) ?? showOther(date, moment, directive);
}

function showDay(date: Date, letter: string): Shown | undefined {
  const year = date.getUTCFullYear();
  switch (letter) {
    case 'Y':
      return { text: String(year), width: year < 0 ? 5 : 4 };
    case 'C':
      return number(Math.floor(year / 100), 2);
    case 'y':
      return number(((year % 100) + 100) % 100, 2);
    case 'm':
      return number(date.getUTCMonth() + 1, 2);
    case 'B':
      return name(MONTHS[date.getUTCMonth()]);
    case 'b':
    case 'h':
      return name(MONTHS[date.getUTCMonth()]?.slice(0, 3));
    case 'd':
      return number(date.getUTCDate(), 2);
    case 'e':
      return { text: String(date.getUTCDate()), width: 2, blank: true };
    case 'j':
      return number(dayOfYear(date) + 1, 3);
    case 'A':
      return name(DAYS[date.getUTCDay()]);
    case 'a':
      return name(DAYS[date.getUTCDay()]?.slice(0, 3));
    case 'u':
      return number(date.getUTCDay() || 7, 1);
    case 'w':
      return number(date.getUTCDay(), 1);
    default:
      return showWeek(date, letter);
  }
}

function showWeek(date: Date, letter: string): Shown | undefined {
  switch (letter) {
    case 'G':
      return number(isoThursday(date).getUTCFullYear(), 4);
    case 'g':
      return number(isoThursday(date).getUTCFullYear() % 100, 2);
    case 'V':
      return number(Math.floor(dayOfYear(isoThursday(date)) / 7) + 1, 2);
    case 'U':
      return number(Math.floor((dayOfYear(date) + 7 - date.getUTCDay()) / 7), 2);
    case 'W':
      return number(Math.floor((dayOfYear(date) + 7 - ((date.getUTCDay() + 6) % 7)) / 7), 2);
    case 'q':
      return name(ordinal(date.getUTCDate()));
    default:
      return undefined;
  }
}

function showTime(date: Date, directive: Directive): Shown | undefined {
  const hour = date.getUTCHours();
  switch (directive.letter) {
    case 'H':
      return number(hour, 2);
    case 'k':
      return { text: String(hour), width: 2, blank: true };
    case 'I':
      return number(hour % 12 || 12, 2);
    case 'l':
      return { text: String(hour % 12 || 12), width: 2, blank: true };
    case 'M':
      return number(date.getUTCMinutes(), 2);
    case 'S':
      return number(date.getUTCSeconds(), 2);
    case 'L':
    case 'N':
      return fraction(date, directive);
    case 'P':
      return name(hour < 12 ? 'am' : 'pm');
    case 'p':
      return name(hour < 12 !== directive.flags.includes('#') ? 'AM' : 'PM');
    default:
      return undefined;
  }
}

function showOther(date: Date, moment: Moment, directive: Directive): Shown | undefined {
  switch (directive.letter) {
    case 's':
      return number(Math.floor((date.getTime() - moment.offset * 60_000) / 1000), 1);
    case 'z':
      return { text: offsetText(moment.offset, directive.colons) };
    case 'Z':
      return name(moment.zone);
    case 'n':
      return name('\n');
    case 't':
      return name('\t');
    case '%':
      return name('%');
    default:
      return undefined;
  }
}

function dress(shown: Shown, { flags, width, letter }: Directive, budget: Budget): string {
  let text = shown.text;
  if (flags.includes('^') || (flags.includes('#') && letter !== 'p')) text = text.toUpperCase();
  if (flags.includes('#') && letter === 'p') text = text.toLowerCase();
  if (letter === 'L' || letter === 'N') return text;
  const wide = width || (flags.includes('-') ? 0 : (shown.width ?? 0));
  if (wide <= text.length) return text;
  budget.output(wide);
  const zeros = flags.includes('0') || !(flags.includes('_') || shown.blank);
  if (!zeros) return text.padStart(wide, ' ');
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(wide - sign.length, '0');
}

function number(value: number, width: number): Shown {
  return { text: String(value), width };
}

function name(text = ''): Shown {
  return { text, blank: true };
}

/** Digits of the second's fraction: the width says how many, 3 for `%L` and 9 for `%N` without one. */
function fraction(date: Date, { letter, width }: Directive): Shown {
  const digits = width || (letter === 'L' ? 3 : 9);
  return name(String(date.getUTCMilliseconds()).padStart(3, '0').padEnd(digits, '0').slice(0, digits));
}

function offsetText(offset: number, colons: number): string {
  const minutes = Math.abs(offset);
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  const rest = String(minutes % 60).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${hours}${colons > 0 ? ':' : ''}${rest}${colons > 1 ? ':00' : ''}`;
}

/** Days since the first of January. */
function dayOfYear(date: Date): number {
  const year = new Date(0).setUTCFullYear(date.getUTCFullYear());
  return Math.floor((date.getTime() - year) / 86_400_000);
}

/** The Thursday of the ISO week, whose year is the week's. */
function isoThursday(date: Date): Date {
  return new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * 86_400_000);
}

function ordinal(day: number): string {
  if (day > 10 && day < 20) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}
