import { escapeMarkup, markup } from '../../output/escape.ts';
import { toOutput } from '../../values/text.ts';
import { Markup, RAW } from '../../values/values.ts';
import type { FilterRun, FilterSpec, Filters } from '../spec.ts';

const ESCAPE: FilterSpec = ['T', (text: string, run: FilterRun) => grown(escapeMarkup(text), run)];

export const HTML: Filters = {
  escape: ESCAPE,
  h: ESCAPE,
  // Prints as it is where output is escaped.
  raw: [
    'v',
    (input: unknown, run: FilterRun) => (run.escape ? new Markup(toOutput(input, run.budget), RAW) : input),
  ],
  xml_escape: ESCAPE,
};

/** Markup that was made of a text: at most six times as much. */
export function grown(made: string, run: FilterRun): unknown {
  if (run.escape) run.budget.text(made.length);
  return markup(made, run.escape);
}
