import { badArgument } from './coerce.ts';
import type { FilterRun } from './spec.ts';

/** As Ruby's `CGI.escape`: a space becomes `+`. */
export function urlEncode(text: string, run: FilterRun): string {
  if (/^[\w.~-]*$/.test(text)) return text;
  return encoded(text, run, encodeURIComponent).replace(/%20|[!'()*]/g, (found) => {
    return found === '%20' ? '+' : `%${found.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

/** As Ruby's `CGI.unescape`: `+` becomes a space, and a lone `%` stays. */
export function urlDecode(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return badArgument('is not UTF-8');
    }
  });
}

/** Leaves the characters that have a meaning in a URL. */
export function uriEscape(text: string, run: FilterRun): string {
  return encoded(text, run, encodeURI).replaceAll('%5B', '[').replaceAll('%5D', ']');
}

/** Words joined by `-`, as Jekyll does it: 'none', 'raw', 'default', 'pretty', 'ascii' or 'latin'. */
export function slugify(
  text: string,
  { budget }: FilterRun,
  mode: unknown = 'default',
  cased?: unknown,
): string {
  budget.charge(text.length >> 2);
  const letters = mode === 'latin' ? plainLetters(text) : text;
  const separator = separatorOf(mode);
  const slug = separator ? letters.replace(separator, '-').replace(/^-|-$/g, '') : letters;
  return cased === true ? slug : slug.toLowerCase();
}

function separatorOf(mode: unknown): RegExp | undefined {
  if (mode === 'raw') return /\s+/g;
  if (mode === 'ascii') return /[^a-z0-9]+/gi;
  if (mode === 'pretty') return /[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu;
  return mode === 'none' ? undefined : /[^\p{M}\p{L}\p{Nd}]+/gu;
}

function plainLetters(text: string): string {
  const letters = text.normalize('NFD').replace(/\p{M}+/gu, '');
  return letters.replace(/ß/g, 'ss').replace(/æ/gi, 'ae').replace(/œ/gi, 'oe').replace(/ø/gi, 'o');
}

/** Lone surrogates, which no URL can hold, become the replacement character. At most nine characters for one. */
function encoded(text: string, { budget }: FilterRun, encode: (text: string) => string): string {
  budget.charge(text.length >> 1);
  const url = encode(/[\ud800-\udfff]/.test(text) ? text.replace(/[\ud800-\udfff]/gu, '\ufffd') : text);
  budget.output(url.length - text.length);
  return url;
}
