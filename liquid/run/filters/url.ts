import { fail } from '../../error.ts';
import { isNil } from '../values.ts';
import { textOf } from './input.ts';
import type { FilterRun } from './spec.ts';

/** As Ruby's `CGI.escape`: a space becomes `+`. */
export function urlEncode(input: unknown, run: FilterRun): unknown {
  if (isNil(input)) return input;
  return encoded(input, run, encodeURIComponent)
    .replace(/%20/g, '+')
    .replace(/[!'()*]/g, percent);
}

/** As Ruby's `CGI.unescape`: `+` becomes a space, and a lone `%` stays. */
export function urlDecode(input: unknown, run: FilterRun): unknown {
  if (isNil(input)) return input;
  return textOf(input, run)
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-f]{2})+/gi, decoded);
}

/** Leaves the characters that have a meaning in a URL. */
export function uriEscape(input: unknown, run: FilterRun): string {
  return encoded(input, run, encodeURI).replace(/%5B/g, '[').replace(/%5D/g, ']');
}

/** Words joined by `-`, as Jekyll does it: 'none', 'raw', 'default', 'pretty', 'ascii' or 'latin'. */
export function slugify(input: unknown, run: FilterRun, mode?: unknown, cased?: unknown): string {
  const text = textOf(input, run);
  run.budget.charge(text.length >> 2);
  const slug = slugOf(text, typeof mode === 'string' ? mode : 'default');
  return cased === true ? slug : slug.toLowerCase();
}

function slugOf(text: string, mode: string): string {
  const pattern = separators(mode);
  if (!pattern) return text;
  const letters = mode === 'latin' ? plainLetters(text) : text;
  return letters.replace(pattern, '-').replace(/^-|-$/g, '');
}

function separators(mode: string): RegExp | undefined {
  if (mode === 'raw') return /\s+/g;
  if (mode === 'ascii') return /[^a-z0-9]+/gi;
  if (mode === 'pretty') return /[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu;
  return mode === 'default' || mode === 'latin' ? /[^\p{M}\p{L}\p{Nd}]+/gu : undefined;
}

function plainLetters(text: string): string {
  const letters = text.normalize('NFD').replace(/\p{M}+/gu, '');
  return letters.replace(/[æðøßœþÆÐØẞŒÞ]/g, (letter) => LETTERS[letter] ?? letter);
}

const LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  ð: 'd',
  ø: 'o',
  ß: 'ss',
  œ: 'oe',
  þ: 'th',
  Æ: 'AE',
  Ð: 'D',
  Ø: 'O',
  ẞ: 'SS',
  Œ: 'OE',
  Þ: 'TH',
};

/** Lone surrogates, which no URL can hold, become the replacement character. At most nine characters for one. */
function encoded(input: unknown, run: FilterRun, encode: (text: string) => string): string {
  const text = textOf(input, run);
  run.budget.charge(text.length >> 1);
  const url = encode(text.replace(/[\ud800-\udfff]/gu, '\ufffd'));
  run.budget.output(url.length - text.length);
  return url;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function decoded(bytes: string): string {
  try {
    return decodeURIComponent(bytes);
  } catch {
    return fail('filter_argument', `${bytes.slice(0, 30)} is not UTF-8.`);
  }
}
