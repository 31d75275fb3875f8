import { markup } from '../escape.ts';
import { sizeOf } from '../property.ts';
import { Markup } from '../values.ts';
import { integerOf, itemsOf, sameKind, textOf } from './input.ts';
import type { FilterRun } from './spec.ts';
import { isSpace, splitWords, takeCharacters } from './words.ts';

export function downcase(input: unknown, run: FilterRun): string {
  return textOf(input, run).toLowerCase();
}

export function upcase(input: unknown, run: FilterRun): string {
  return textOf(input, run).toUpperCase();
}

export function capitalize(input: unknown, run: FilterRun): string {
  const text = textOf(input, run);
  const first = takeCharacters(text, 1);
  return first.toUpperCase() + text.slice(first.length).toLowerCase();
}

export function append(input: unknown, run: FilterRun, added: unknown): string {
  const end = textOf(added, run);
  run.budget.output(end.length);
  return textOf(input, run) + end;
}

export function prepend(input: unknown, run: FilterRun, added: unknown): string {
  const start = textOf(added, run);
  run.budget.output(start.length);
  return start + textOf(input, run);
}

export function strip(input: unknown, run: FilterRun): unknown {
  const text = textOf(input, run);
  return sameKind(input, text.slice(spaceBefore(text), spaceAfter(text)));
}

export function lstrip(input: unknown, run: FilterRun): unknown {
  const text = textOf(input, run);
  return sameKind(input, text.slice(spaceBefore(text)));
}

export function rstrip(input: unknown, run: FilterRun): unknown {
  const text = textOf(input, run);
  return sameKind(input, text.slice(0, spaceAfter(text)));
}

export function stripNewlines(input: unknown, run: FilterRun): unknown {
  return sameKind(input, textOf(input, run).replace(/\r?\n/g, ''));
}

export function normalizeWhitespace(input: unknown, run: FilterRun): unknown {
  return sameKind(input, textOf(input, run).replace(/\s+/g, ' '));
}

/** Strips, and makes one space of each run of white space inside. */
export function squish(input: unknown, run: FilterRun): unknown {
  return sameKind(input, splitWords(textOf(input, run)).join(' '));
}

/** At most `length` characters, those of `end` included. */
export function truncate(input: unknown, run: FilterRun, ...args: unknown[]): unknown {
  if (input === null || input === undefined) return input;
  const text = textOf(input, run);
  const length = args.length > 0 ? integerOf(args[0]) : 50;
  if (text.length <= length || takeCharacters(text, length).length === text.length) return text;
  const end = args.length > 1 ? textOf(args[1], run) : '...';
  run.budget.output(end.length);
  return takeCharacters(text, Math.max(0, length - sizeOf(end))) + end;
}

export function truncatewords(input: unknown, run: FilterRun, ...args: unknown[]): unknown {
  if (input === null || input === undefined) return input;
  const text = textOf(input, run);
  const count = Math.max(1, args.length > 0 ? integerOf(args[0]) : 15);
  const words = splitWords(text, count);
  if (words.length <= count) return text;
  const end = args.length > 1 ? textOf(args[1], run) : '...';
  run.budget.output(end.length);
  return words.slice(0, count).join(' ') + end;
}

/** Words between white space; with 'cjk' each Chinese, Japanese or Korean character is one, 'auto' where there is any. */
export function numberOfWords(input: unknown, run: FilterRun, mode?: unknown): number {
  const text = textOf(input, run);
  const characters = mode === 'cjk' || mode === 'auto' ? (text.match(CJK)?.length ?? 0) : 0;
  if (characters === 0) return splitWords(text).length;
  return characters + splitWords(text.replace(CJK, ' ')).length;
}

const CJK = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]/g;

/** `a, b, and c`. */
export function arrayToSentenceString(input: unknown, run: FilterRun, ...args: unknown[]): string {
  const connector = args.length > 0 ? textOf(args[0], run) : 'and';
  const items = itemsOf(input, run).map((item) => textOf(item, run));
  run.budget.output(items.reduce((total, item) => total + item.length + 2, connector.length));
  const last = items.at(-1) ?? '';
  if (items.length < 3) return items.length < 2 ? last : `${items[0]} ${connector} ${last}`;
  return `${items.slice(0, -1).join(', ')}, ${connector} ${last}`;
}

/** Prints as it stands where output is escaped. */
export function raw(input: unknown, run: FilterRun): unknown {
  return run.escape && !(input instanceof Markup) ? markup(textOf(input, run), true) : input;
}

/** As Ruby strips: ASCII white space and NUL. */
function spaceBefore(text: string): number {
  let at = 0;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function spaceAfter(text: string): number {
  let at = text.length;
  while (at > 0 && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}
