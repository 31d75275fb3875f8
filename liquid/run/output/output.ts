import type { Frame } from '../frame.ts';
import { late } from '../late.ts';
import { toOutput } from '../values/text.ts';
import { Markup, RAW } from '../values/values.ts';
import { escapeMarkup } from './escape.ts';

/** What `value` prints, escaped where the render escapes. */
export function print(value: unknown, f: Frame): string {
  let text: string;
  if (typeof value === 'string') text = f.escape ? escapeMarkup(value) : value;
  else if (typeof value === 'number' && Number.isSafeInteger(value)) text = `${value}`;
  else text = printOther(value, f);
  f.budget.output(text.length);
  return text;
}

function printOther(value: unknown, f: Frame): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Markup) return fits(value, '') || !f.escape ? value.text : escapeMarkup(value.text);
  const text = toOutput(value, f.budget);
  return f.escape ? escapeMarkup(text) : text;
}

/** Whether markup is made for this place. */
export function fits({ place }: Markup, wanted: string): boolean {
  return place === wanted || place === RAW;
}

/** Prints a value in a place other than text. */
export type PrintAt = (value: unknown, f: Frame) => string;

/** What prints in `place`: a URL in quotes, as most links are, or one that few pages have. */
export function printerAt(place: string): PrintAt {
  return place === 'ua' ? late('printUrl') : late('printerAt')(place);
}
