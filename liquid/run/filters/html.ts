import { escapeMarkup, markup } from '../escape.ts';
import { toText } from '../text.ts';
import type { FilterRun, FilterSpec, Filters } from './spec.ts';

const ESCAPE: FilterSpec = ['T', (text: string, run: FilterRun) => grown(text, escapeMarkup(text), run)];

export const HTML: Filters = {
  escape: ESCAPE,
  h: ESCAPE,
  // Prints as it stands where output is escaped.
  raw: [
    'v',
    (input: unknown, run: FilterRun) => (run.escape ? markup(toText(input, run.budget), true) : input),
  ],
  xml_escape: ESCAPE,
};

/** Charges for what the markup has more than the text. It has at most six times as much. */
export function grown(text: string, made: string, run: FilterRun): unknown {
  run.budget.output(made.length - text.length);
  return markup(made, run.escape);
}
