import { escapeMarkup } from './escape.ts';
import type { Frame } from './frame.ts';
import { toOutput } from './text.ts';
import { Markup } from './values.ts';

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
  if (value instanceof Markup) return value.text;
  const text = toOutput(value, f.budget);
  return f.escape ? escapeMarkup(text) : text;
}
