import { markup } from '../escape.ts';
import { sizeOf } from '../property.ts';
import { toText } from '../text.ts';
import type { FilterRun } from './spec.ts';

export function downcase(text: string): string {
  return text.toLowerCase();
}

export function upcase(text: string): string {
  return text.toUpperCase();
}

export function capitalize(text: string): string {
  const first = part(text, 0, 1);
  return first.toUpperCase() + text.slice(first.length).toLowerCase();
}

export function append(text: string, { budget }: FilterRun, end: string): string {
  budget.output(end.length);
  return text + end;
}

export function prepend(text: string, run: FilterRun, start: string): string {
  return append(start, run, text);
}

/** As Ruby strips: ASCII white space and NUL. */
export function strip(text: string): string {
  return lstrip(rstrip(text));
}

export function lstrip(text: string): string {
  return text.replace(/^[\0\t-\r ]+/, '');
}

export function rstrip(text: string): string {
  let end = text.length;
  while (end > 0 && '\0\t\n\v\f\r '.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

export function stripNewlines(text: string): string {
  return text.replace(/\r?\n/g, '');
}

export function normalizeWhitespace(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** Strips, and makes one space of each run of white space inside. */
export function squish(text: string): string {
  return words(text).join(' ');
}

/** At most `length` characters, those of `end` included. */
export function truncate(text: string, { budget }: FilterRun, length = 50, end = '...'): string {
  if (text.length <= length || characters(text) <= length) return text;
  budget.output(end.length);
  return part(text, 0, Math.max(0, length - characters(end))) + end;
}

export function truncatewords(text: string, { budget }: FilterRun, most = 15, end = '...'): string {
  const count = Math.max(1, most);
  const first = words(text, count + 1);
  if (first.length <= count) return text;
  budget.output(end.length);
  return first.slice(0, count).join(' ') + end;
}

/** Words between white space; with 'cjk' each Chinese, Japanese or Korean character is one, 'auto' where there is any. */
export function numberOfWords(text: string, _: FilterRun, mode?: unknown): number {
  const asian = mode === 'cjk' || mode === 'auto' ? (text.match(CJK)?.length ?? 0) : 0;
  return asian + words(asian > 0 ? text.replace(CJK, ' ') : text).length;
}

const CJK = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]/g;

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

/** Prints as it stands where output is escaped. */
export function raw(input: unknown, run: FilterRun): unknown {
  return run.escape ? markup(toText(input, run.budget), true) : input;
}

function characters(text: string): number {
  return sizeOf(text) ?? 0;
}
