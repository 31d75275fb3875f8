import { sizeOf } from '../property.ts';
import type { FilterRun, Filters } from './spec.ts';

export const TEXT: Filters = {
  append: ['tt', (text: string, run: FilterRun, end: string) => joined(text, end, end, run)],
  capitalize: [
    't',
    (text: string) => {
      const first = part(text, 0, 1);
      return first.toUpperCase() + text.slice(first.length).toLowerCase();
    },
  ],
  downcase: ['t', (text: string) => text.toLowerCase()],
  // As Ruby strips: ASCII white space and NUL.
  lstrip: ['s', stripLeft],
  prepend: ['tt', (text: string, run: FilterRun, start: string) => joined(start, text, start, run)],
  remove: ['tt', replaceAll],
  remove_first: ['tt', replaceFirst],
  remove_last: ['tt', replaceLast],
  replace: ['ttT', replaceAll],
  replace_first: ['ttT', replaceFirst],
  replace_last: ['ttt', replaceLast],
  rstrip: ['s', stripRight],
  strip: ['s', (text: string) => stripLeft(stripRight(text))],
  strip_newlines: ['s', (text: string) => text.replace(/\r?\n/g, '')],
  // At most `length` characters, those of `end` included.
  truncate: [
    'TIT',
    (text: string, run: FilterRun, length = 50, end = '...') => {
      if (text.length <= length || characters(text) <= length) return text;
      return joined(part(text, 0, Math.max(0, length - characters(end))), end, end, run);
    },
  ],
  truncatewords: [
    'TIT',
    (text: string, run: FilterRun, most = 15, end = '...') => {
      const count = Math.max(1, most);
      const first = words(text, count + 1);
      return first.length > count ? joined(first.slice(0, count).join(' '), end, end, run) : text;
    },
  ],
  upcase: ['t', (text: string) => text.toUpperCase()],
};

/** Words between ASCII white space, at most `most`. */
export function words(text: string, most = Infinity): string[] {
  const found: string[] = [];
  let start = 0;
  for (let at = 0; at <= text.length && found.length < most; at++) {
    const unit = text.charCodeAt(at);
    // Past the end it is NaN, which is no character of a word either.
    if (unit > 32 || (unit > 13 && unit < 32) || (unit > 0 && unit < 9)) continue;
    if (start < at) found.push(text.slice(start, at));
    start = at + 1;
  }
  return found;
}

/** `count` characters (code points) from the character `from` on. */
export function part(text: string, from: number, count: number): string {
  if (!/[\ud800-\udfff]/.test(text)) return text.slice(from, from + count);
  return [...text].slice(from, from + count).join('');
}

/** `start` and `end` as one, charged for what is `added`. */
function joined(start: string, end: string, added: string, { budget }: FilterRun): string {
  budget.output(added.length);
  return start + end;
}

function stripLeft(text: string): string {
  return text.replace(/^[\0\t-\r ]+/, '');
}

function stripRight(text: string): string {
  let end = text.length;
  while (end > 0 && '\0\t\n\v\f\r '.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** All occurrences. An empty `found` stands before each character and at the end. */
function replaceAll(text: string, { budget }: FilterRun, found: string, instead = ''): string {
  if (!text.includes(found)) return text;
  budget.charge(text.length >> 2);
  const parts = found === '' ? ['', ...text, ''] : text.split(found);
  budget.output((parts.length - 1) * instead.length);
  return parts.join(instead);
}

function replaceFirst(text: string, run: FilterRun, found: string, instead?: string): string {
  return replaceAt(text, run, text.indexOf(found), found, instead);
}

function replaceLast(text: string, run: FilterRun, found: string, instead?: string): string {
  return replaceAt(text, run, text.lastIndexOf(found), found, instead);
}

function replaceAt(text: string, run: FilterRun, at: number, found: string, instead = ''): string {
  return at < 0 ? text : joined(text.slice(0, at) + instead, text.slice(at + found.length), instead, run);
}

function characters(text: string): number {
  return sizeOf(text) ?? 0;
}
