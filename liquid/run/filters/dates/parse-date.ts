import { type DateParts, type Moment, momentOf } from './moment.ts';

/** The parts while they are read. */
interface Reading extends DateParts {
  /** Whether a year of two digits is of this century or the last. */
  short: boolean;
  /** Before Christ. */
  before: boolean;
}

type Groups = readonly (string | undefined)[];

/** One way to write a day: what it looks like, and what it says. */
type Form = readonly [pattern: string, read: (found: Reading, groups: Groups) => void];

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const ERA = '(c(?:e|\\.e\\.)|b(?:ce|\\.c\\.e\\.)|a(?:d|\\.d\\.)|b(?:c|\\.c\\.))?';
const HALF = '([ap])(?:m\\b|\\.m\\.)';
const ZONE =
  '(?:\\s*((?:gmt|utc?)?[-+]\\d+(?:[,.:]\\d+(?::\\d+)?)?|[\\p{L}.\\s]+(?:standard|daylight)\\stime\\b|\\p{L}+(?:\\sdst)?\\b))?';

/** `10:11:12.5 pm +0100`, `10h 11m`, `3 pm`. */
const TIME =
  '(?:(?:(\\d+)\\s*:\\s*(\\d+)(?:\\s*:\\s*(\\d+)(?:[,.](\\d*))?)?' +
  '|(\\d+)(?:h(?:\\s*(\\d+)m?(?:\\s*(\\d+)s?)?)?|\\s+h(?:\\s*\\d+m?(?:\\s*\\d+s?)?)?))' +
  `(?:\\s*${HALF})?|(\\d+)\\s*${HALF})${ZONE}`;

/** The forms of a day in the order in which Ruby tries them: the first that is found anywhere in the text counts. */
const FORMS: readonly Form[] = [
  // 14 March 2016, 14th of March
  [
    `('?\\d+)[^-\\d\\s]*\\s*(${MONTHS})[^-\\d\\s']*(?:\\s*${ERA}\\s*('?-?\\d+(?:(?:st|nd|rd|th)\\b)?))?`,
    (found, [day, month = '', era, year]) => settle(found, year, monthNumber(month), day, era),
  ],
  // March 14, 2016
  [
    `\\b(${MONTHS})[^-\\d\\s']*\\s*('?\\d+)[^-\\d\\s']*(?:\\s*,?\\s*${ERA}\\s*('?-?\\d+))?`,
    (found, [month = '', day, era, year]) => settle(found, year, monthNumber(month), day, era),
  ],
  ["('?[-+]?\\d+)-(\\d+)-('?-?\\d+)", inOrder],
  // h28.03.14: years of Japan's emperors
  [
    '\\b([mtshr])(\\d+)\\.(\\d+)\\.(\\d+)',
    (found, [era = '', year, month, day]) => {
      const first = [1867, 1911, 1925, 1988, 2018]['mtshr'.indexOf(era)] ?? 0;
      Object.assign(found, { year: Number(year) + first, month: Number(month), day: Number(day) });
    },
  ],
  // 14-Mar-2016, Mar-14-2016
  [
    `('?-?\\d+)-(${MONTHS})[^-/.]*-('?-?\\d+)`,
    (found, [day, month = '', year]) => settle(found, year, monthNumber(month), day),
  ],
  [
    `\\b(${MONTHS})[^-/.]*-('?-?\\d+)(?:-('?-?\\d+))?`,
    (found, [month = '', day, year]) => settle(found, year, monthNumber(month), day),
  ],
  ["('?-?\\d+)/\\s*('?\\d+)(?:\\D\\s*('?-?\\d+))?", inOrder],
  ["('?-?\\d+)\\.\\s*('?\\d+)\\.\\s*('?-?\\d+)", inOrder],
  // 2016-W11-1 and -w-1: weeks name no day here, but keep their digits from being read as one.
  ['\\b(?:\\d{2}|\\d{4})?-?w\\d{2}(?:-?\\d)?\\b', () => {}],
  ['-w-\\d\\b', () => {}],
  ['--(\\d{2})?-(\\d{2})\\b', (found, [month, day]) => set(found, { month, day })],
  ['--(\\d{2})(\\d{2})?\\b', (found, [month, day]) => set(found, { month, day })],
  // 2016-074, -074
  [
    '^(?!.*[,.](?:\\d{2}|\\d{4})-\\d{3}\\b).*?\\b(\\d{2}|\\d{4})-(\\d{3})\\b',
    (found, [year, yearDay]) => set(found, { year, yearDay }),
  ],
  ['^(?!.*\\d-\\d{3}\\b).*?\\b-(\\d{3})\\b', (found, [yearDay]) => set(found, { yearDay })],
  ["'(\\d+)\\b", (found, [year]) => set(found, { year })],
  [
    `\\b(${MONTHS})\\S*`,
    (found, [month = '']) => {
      found.month = Number(monthNumber(month));
    },
  ],
  ['(\\d+)(?:st|nd|rd|th)\\b', (found, [day]) => set(found, { day })],
  [
    '([-+]?)(\\d{2,14})(?:\\s*t?\\s*(\\d{2,6})?(?:[,.](\\d*))?)?(?:\\s*(z\\b|[-+]\\d{1,4}\\b|\\[[-+]?\\d[^\\]]*\\]))?',
    compact,
  ],
];

/** Patterns by their text, made when first used: a start must not pay for them. */
const PATTERNS = new Map<string, RegExp>();

/**
 * Dates as Ruby's `Time.parse` reads them: it looks for a name of a day, a time with a zone, and then for one form of a
 * day after the other, wherever they are in the text. What a text leaves out comes from `now` (milliseconds), which is
 * asked only then. Without a zone a time is in UTC. undefined for what Ruby does not read.
 */
export function parseDate(input: string, now: () => number): Moment | undefined {
  if (input.length > 128) return undefined;
  const found: Reading = { short: true, before: false };
  let text = input.toLowerCase().replace(pattern("[^-+',./:@\\p{Alphabetic}\\p{Nd}[\\]]+", 'gu'), ' ');
  const take = ([source, read]: Form): boolean => {
    const match = pattern(source, 'u').exec(text);
    if (!match) return false;
    text = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    read(found, match.slice(1));
    return true;
  };
  take(['\\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/\\d\\s]*', () => {}]);
  take([TIME, clock]);
  FORMS.some(take);
  take([
    '\\b(?:bc\\b|bce\\b|b\\.c\\.|b\\.c\\.e\\.)',
    () => {
      found.before = true;
    },
  ]);
  take(['^\\s*(\\d{1,2})\\s*$', loose]);
  return momentOf(fullYear(found), now);
}

function pattern(source: string, flags: string): RegExp {
  const known = PATTERNS.get(source) ?? new RegExp(source, flags);
  PATTERNS.set(source, known);
  known.lastIndex = 0;
  return known;
}

function monthNumber(name: string): string {
  return String(MONTHS.indexOf(name) / 4 + 1);
}

/** Year, month and day, as most of the world writes three numbers. */
function inOrder(found: Reading, [year, month, day]: Groups): void {
  settle(found, year, month, day);
}

function set(
  found: Reading,
  parts: Partial<Record<'year' | 'month' | 'day' | 'yearDay', string | undefined>>,
): void {
  for (const [name, digits] of Object.entries(parts)) {
    if (digits !== undefined) Object.assign(found, { [name]: Number(digits) });
  }
}

/**
 * Three texts of which one is the year, though perhaps not the one named so: a year has an apostrophe, a sign or more than
 * two digits, and an ordinal is a day.
 */
function settle(found: Reading, a?: string, b?: string, c?: string, era?: string): void {
  let [year, month, day] = a !== undefined && b !== undefined && c === undefined ? [c, a, b] : [a, b, c];
  const isYear = (text: string | undefined) =>
    text !== undefined && (text.startsWith("'") || text.length > 2);
  if (year === undefined && isYear(day)) [year, day] = [day, undefined];
  const number = /[-+]?\d+/.exec(year ?? '')?.[0] ?? '';
  if (year !== undefined && !year.endsWith(number)) [year, day] = [day, number];
  if (isYear(month)) [year, month, day] = [month, day, year];
  if (isYear(day)) [year, day] = [day, year];
  if (year !== undefined) {
    const digits = /[-+]?\d*/.exec(year.replace("'", ''))?.[0] ?? '';
    found.year = Number(digits);
    if (/^[-+]|\d{3}/.test(digits)) found.short = false;
  }
  if (era?.startsWith('b')) found.before = true;
  set(found, { month: month?.replace(/\D/g, ''), day: day?.replace(/\D/g, '') });
}

function clock(found: Reading, groups: Groups): void {
  const [colon, minute, second, fraction, letter, letterMinute, letterSecond, half, bare, bareHalf, zone] =
    groups;
  const hour = Number(colon ?? letter ?? bare);
  const part = half ?? bareHalf;
  found.hour = part === undefined ? hour : (hour % 12) + (part === 'p' ? 12 : 0);
  const at = { minute: minute ?? letterMinute, second: second ?? letterSecond };
  if (at.minute !== undefined) found.minute = Number(at.minute);
  if (at.second !== undefined) found.second = Number(at.second);
  if (fraction) found.fraction = fraction;
  if (zone !== undefined) found.zone = zone;
}

const ALL = 'yyyymmddHHMMSS';
const FEW = ['', '', 'dd', 'jjj', 'mmdd', 'yyjjj', 'yymmdd', 'yyyyjjj'];
const LETTERS: Readonly<Record<string, 'year' | 'month' | 'day' | 'yearDay' | 'hour' | 'minute' | 'second'>> =
  {
    y: 'year',
    m: 'month',
    d: 'day',
    j: 'yearDay',
    H: 'hour',
    M: 'minute',
    S: 'second',
  };

/** Digits in a row, `20160314T101112.5+01`: how many there are says what they are. A fraction makes the last ones seconds. */
function compact(found: Reading, [sign, digits = '', time, fraction, zone]: Groups): void {
  const size = digits.length;
  const even = size % 2 === 0;
  const backwards = time === undefined && fraction !== undefined;
  if (backwards) spread(found, digits, even || size < 8 ? ALL.slice(-size) : '');
  else spread(found, digits, FEW[size] ?? (even ? ALL.slice(0, size) : ''));
  if (found.year !== undefined && (backwards ? size === 14 : size >= 8)) found.short = false;
  if (found.year !== undefined && sign === '-') found.year = -found.year;
  const clockFrom = ALL.slice(8);
  if (time !== undefined && time.length % 2 === 0)
    spread(
      found,
      time,
      fraction === undefined ? clockFrom.slice(0, time.length) : clockFrom.slice(-time.length),
    );
  if (fraction !== undefined) found.fraction = fraction;
  if (zone?.startsWith('[')) found.zone = zone.slice(1, -1).split(':')[1] ?? zone.slice(1, -1);
  else if (zone !== undefined) found.zone = zone;
}

/** Reads each digit as part of what the letter in its place names. */
function spread(found: Reading, digits: string, letters: string): void {
  const values: DateParts = {};
  for (let at = 0; at < letters.length; at++) {
    const name = LETTERS[letters.charAt(at)] ?? 'year';
    values[name] = (values[name] ?? 0) * 10 + Number(digits.charAt(at));
  }
  Object.assign(found, values);
}

/** One or two digits that are left: the day of a time, or the hour of a day. */
function loose(found: Reading, [digits]: Groups): void {
  const value = Number(digits);
  if (found.hour !== undefined && found.day === undefined && value >= 1 && value <= 31) found.day = value;
  if (found.day !== undefined && found.hour === undefined && value <= 24) found.hour = value;
}

/** With `bc` counted backwards from 1; `16` is 2016, and from 69 on two digits are of the last century. */
function fullYear(found: Reading): DateParts {
  if (found.year === undefined) return found;
  const year = found.before ? 1 - found.year : found.year;
  const short = found.short && year >= 0 && year <= 99;
  return { ...found, year: short ? year + (year < 69 ? 2000 : 1900) : year };
}
