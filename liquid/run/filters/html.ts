import { ENTITIES, escapeMarkup, markup } from '../escape.ts';
import { toText } from '../text.ts';
import type { FilterRun, FilterSpec, Filters } from './spec.ts';

const ESCAPE: FilterSpec = ['T', (text: string, run: FilterRun) => grown(text, escapeMarkup(text), run)];

export const HTML: Filters = {
  escape: ESCAPE,
  // Leaves entities that are there already.
  escape_once: [
    't',
    (text: string, run: FilterRun) =>
      grown(
        text,
        text.replace(/["><']|&(?![a-zA-Z]+;|#\d+;)/g, (found) => ENTITIES[found] ?? ''),
        run,
      ),
  ],
  h: ESCAPE,
  // Where output is escaped, the text is escaped first: the line breaks are the only markup.
  newline_to_br: [
    't',
    (text: string, run: FilterRun) =>
      grown(text, (run.escape ? escapeMarkup(text) : text).replace(/\r?\n/g, '<br />\n'), run),
  ],
  // Prints as it stands where output is escaped.
  raw: [
    'v',
    (input: unknown, run: FilterRun) => (run.escape ? markup(toText(input, run.budget), true) : input),
  ],
  // Without scripts, styles, comments and tags. What is opened and not closed stays.
  strip_html: [
    's',
    (text: string, { budget }: FilterRun) => {
      budget.charge(text.length >> 2);
      const visible = /<s(?:cript|tyle)|<!--/.test(text) ? withoutBlocks(text) : text;
      // Up to the last `>` every `<` has an end, so no search is in vain.
      const end = visible.lastIndexOf('>') + 1;
      return visible.slice(0, end).replace(/<[^>]*>/g, '') + visible.slice(end);
    },
  ],
  xml_escape: ESCAPE,
};

/** A closer is looked for to the end of the text only once, which keeps this linear. */
function withoutBlocks(text: string): string {
  const closers: Record<string, string> = { '<script': '</script>', '<style': '</style>', '<!--': '-->' };
  const openers = /<s(?:cript|tyle)|<!--/g;
  let kept = '';
  let from = 0;
  for (let match = openers.exec(text); match; match = openers.exec(text)) {
    const [opener] = match;
    const closer = closers[opener];
    const end = closer ? text.indexOf(closer, openers.lastIndex) : -1;
    if (!closer || end < 0) {
      delete closers[opener];
      continue;
    }
    kept += text.slice(from, match.index);
    from = end + closer.length;
    openers.lastIndex = from;
  }
  return kept + text.slice(from);
}

/** Charges for what the markup has more than the text. It has at most six times as much. */
function grown(text: string, made: string, run: FilterRun): unknown {
  run.budget.output(made.length - text.length);
  return markup(made, run.escape);
}
