import type { Frame } from '../frame.ts';
import { toOutput } from '../values/text.ts';
import { Markup } from '../values/values.ts';
import { fits, print } from './output.ts';

/** What a value prints as a URL in quotes. */
export function printUrl(value: unknown, f: Frame): string {
  if (!f.escape) return print(value, f);
  const made = value instanceof Markup;
  if (made && fits(value, 'ua')) return print(new Markup(value.text), f);
  const url = safeUrl(toOutput(value, f.budget), f);
  return print(made && value.place === '' ? new Markup(url) : url, f);
}

/** `url` when it has no scheme, or one that links may have: http, https, mailto, tel and those of the host; else `#`. */
export function safeUrl(url: string, f: Frame): string {
  if (url.startsWith('/')) return url;
  const end = url.indexOf(':');
  if (end < 0) return url;
  const scheme = url.slice(0, end);
  if (/^\s*(?:https?|mailto|tel)$/i.test(scheme) || /[/?#]/.test(scheme)) return url;
  return f.state.schemes?.includes(scheme.trim().toLowerCase()) ? url : '#';
}
