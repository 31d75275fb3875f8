import type { Budget } from '../../budget.ts';
import { late } from '../../late.ts';
import { characterAt, charactersIn, PAIR } from '../../values/property.ts';
import { indexIn, partsOf } from '../../values/search.ts';
import type { FilterRun, Filters } from '../spec.ts';

export const TEXT: Filters = {
  append: ['tt', (text: string, run: FilterRun, end: string) => joined(text, end, run)],
  capitalize: ['t', capitalize],
  downcase: ['t', downcase],
  // As Ruby strips: ASCII white space and NUL.
  lstrip: ['s', stripLeft],
  prepend: ['tt', (text: string, run: FilterRun, start: string) => joined(start, text, run)],
  remove: ['tt', replaceAll],
  replace: ['ttT', replaceAll],
  rstrip: ['s', stripRight],
  strip: ['s', (text: string) => stripLeft(stripRight(text))],
  strip_newlines: [
    's',
    (text: string, { budget }: FilterRun) => {
      budget.charge(text.length >> 6);
      return text.replace(/\r?\n/g, '');
    },
  ],
  // At most `length` characters, those of `end` included.
  truncate: [
    'TIT',
    (text: string, run: FilterRun, length = 50, end = '...') => {
      const { budget } = run;
      if (text.length <= length || charactersIn(text, budget) <= length) return text;
      return joined(part(text, 0, Math.max(0, length - charactersIn(end, budget)), budget), end, run);
    },
  ],
  truncatewords: [
    'TIT',
    (text: string, run: FilterRun, most = 15, end = '...') => {
      const count = Math.max(1, most);
      const first = words(text, run.budget, count + 1);
      // White space behind the last word counts as one more, as in Ruby.
      const cut = first.length > count || (first.length === count && /[\t-\r ]/.test(text.slice(-1)));
      return cut ? joined(first.slice(0, count).join(' '), end, run) : text;
    },
  ],
  upcase: ['t', (text: string) => text.toUpperCase()],
};

/** See title.ts for the few that have a form of their own at the start of a word. */
function capitalize(text: string, { budget }: FilterRun): string {
  const first = text.charCodeAt(0) < 128 ? text.charAt(0) : part(text, 0, 1, budget);
  const upper = first.toUpperCase();
  const rare = upper.length > first.length || (first > '\u01c3' && TITLED.test(first));
  return (rare ? late('title')(first) : upper) + downcase(text.slice(first.length));
}

const TITLED = /[\u01c4-\u01f3\u10d0-\u1cbf\u1f80-\u1fff]/;

/** As Ruby: a sigma at the end of a word is like any other. */
function downcase(text: string): string {
  return (text.indexOf('\u03a3') < 0 ? text : text.replaceAll('\u03a3', '\u03c3')).toLowerCase();
}

/** Words between ASCII white space, at most `most`, and no more than may be charged: sixteen for an operation. */
export function words(text: string, budget: Budget, most = Infinity): string[] {
  budget.charge(text.length >> 5);
  const room = Math.min(most, 16 * (budget.operationsLeft + 1));
  const found: string[] = [];
  let start = 0;
  for (let at = 0; at <= text.length && found.length < room; at++) {
    const unit = text.charCodeAt(at);
    // Past the end it is NaN, which is no character of a word either.
    if (unit > 32 || (unit > 13 && unit < 32) || unit < 9) continue;
    if (start < at) found.push(text.slice(start, at));
    start = at + 1;
  }
  budget.charge(found.length >> 4);
  return found;
}

/** `count` characters (code points) from the character `from` on. */
export function part(text: string, from: number, count: number, budget: Budget): string {
  budget.read(text.length);
  if (!PAIR.test(text)) return text.slice(from, from + count);
  const start = characterAt(text, 0, from);
  return text.slice(start, characterAt(text, start, count));
}

export function joined(start: string, end: string, { budget }: FilterRun): string {
  // A text that is too long is refused before it is made; `applied` counts it.
  budget.fits(start.length + end.length);
  return start + end;
}

function stripLeft(text: string): string {
  return text.replace(/^[\0\t-\r ]+/, '');
}

function isBlankUnit(unit: number): boolean {
  return unit === 32 || unit === 0 || (unit >= 9 && unit <= 13);
}

function stripRight(text: string): string {
  let end = text.length;
  while (end > 0 && isBlankUnit(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

/** All occurrences. An empty `found` is before each character and at the end. */
function replaceAll(text: string, { budget }: FilterRun, found: string, instead = ''): string {
  if (indexIn(text, found, 0, budget) < 0) return text;
  const parts = found === '' ? between(text, budget) : partsOf(text, found, 4, budget);
  budget.fits(text.length + (parts.length - 1) * (instead.length - found.length));
  return parts.join(instead);
}

/** Characters of a text whose characters take little memory as strings of their own. */
const SMALL = 65_536;

function between(text: string, budget: Budget): string[] {
  budget.charge(text.length > SMALL ? text.length : text.length >> 2);
  return ['', ...text, ''];
}
