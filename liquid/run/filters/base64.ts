import { fail } from '../../error.ts';
import { textOf } from './input.ts';
import type { FilterRun } from './spec.ts';

export function base64Encode(input: unknown, run: FilterRun): string {
  const bytes = new TextEncoder().encode(textOf(input, run));
  run.budget.charge(bytes.length >> 2);
  run.budget.output(bytes.length >> 1);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

export function base64UrlSafeEncode(input: unknown, run: FilterRun): string {
  return base64Encode(input, run).replaceAll('+', '-').replaceAll('/', '_');
}

/** Strict, as Ruby's `strict_decode64`: whole groups of four, no line breaks. */
export function base64Decode(input: unknown, run: FilterRun): string {
  return decode(textOf(input, run), run);
}

/** As Ruby's `urlsafe_decode64`: the padding may be missing. */
export function base64UrlSafeDecode(input: unknown, run: FilterRun): string {
  const text = textOf(input, run).replaceAll('-', '+').replaceAll('_', '/');
  return decode(text.includes('=') ? text : text + '='.repeat((4 - (text.length % 4)) % 4), run);
}

function decode(text: string, run: FilterRun): string {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) invalid();
  run.budget.charge(text.length >> 2);
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(bytes);
}

function invalid(): never {
  fail('filter_argument', 'This is not base64.');
}
