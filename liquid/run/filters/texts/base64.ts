import { badArgument } from '../coerce.ts';
import type { FilterRun, Filters } from '../spec.ts';

export const BASE64: Filters = {
  base64_decode: ['t', decode],
  base64_encode: ['t', encode],
  // The padding may be missing, as Ruby's `urlsafe_decode64` has it.
  base64_url_safe_decode: [
    't',
    (text: string, run: FilterRun) => {
      const standard = text.replaceAll('-', '+').replaceAll('_', '/');
      return decode(standard.padEnd(Math.ceil(text.length / 4) * 4, '='), run);
    },
  ],
  base64_url_safe_encode: [
    't',
    (text: string, run: FilterRun) => encode(text, run).replaceAll('+', '-').replaceAll('/', '_'),
  ],
};

function encode(text: string, { budget }: FilterRun): string {
  budget.charge(text.length);
  const bytes = new TextEncoder().encode(text);
  budget.charge(bytes.length - text.length);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** Strict, as Ruby's `strict_decode64`: whole groups of four, no line breaks. */
function decode(text: string, { budget }: FilterRun): string {
  budget.charge(text.length >> 2);
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) badArgument('is not base64');
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(bytes);
}
