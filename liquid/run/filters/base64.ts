import { badArgument } from './coerce.ts';
import type { FilterRun } from './spec.ts';

export function base64Encode(text: string, { budget }: FilterRun): string {
  const bytes = new TextEncoder().encode(text);
  budget.charge(bytes.length);
  budget.output(bytes.length >> 1);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

export function base64UrlSafeEncode(text: string, run: FilterRun): string {
  return base64Encode(text, run).replaceAll('+', '-').replaceAll('/', '_');
}

/** Strict, as Ruby's `strict_decode64`: whole groups of four, no line breaks. */
export function base64Decode(text: string, { budget }: FilterRun): string {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) badArgument('is not base64');
  budget.charge(text.length);
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(bytes);
}

/** As Ruby's `urlsafe_decode64`: the padding may be missing. */
export function base64UrlSafeDecode(text: string, run: FilterRun): string {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  return base64Decode(standard.padEnd(Math.ceil(text.length / 4) * 4, '='), run);
}
