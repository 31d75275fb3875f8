import { ENTITIES, escapeMarkup } from '../../output/escape.ts';
import { fits } from '../../output/output.ts';
import { Markup } from '../../values/values.ts';
import { textOf } from '../coerce.ts';
import type { FilterRun, Filters } from '../spec.ts';
import { grown } from './html.ts';

/** What changes the markup in a text, or makes some of it. */
export const STRIPPED: Filters = {
  // Leaves entities that are there already.
  escape_once: [
    't',
    (text: string, run: FilterRun) =>
      grown(
        text.replace(/["><']|&(?![a-zA-Z]+;|#\d+;)/g, (found) => ENTITIES[found] ?? ''),
        run,
      ),
  ],
  // Where output is escaped, a text that is no markup is escaped first: the line breaks are the only markup. What is made for a script is none.
  newline_to_br: [
    'v',
    (input: unknown, run: FilterRun) => {
      const text = textOf(input, run.budget);
      const isText = run.escape && !(input instanceof Markup && fits(input, ''));
      const made = (isText ? escapeMarkup(text) : text).replace(/\r?\n/g, '<br />\n');
      if (!run.escape) run.budget.text(made.length);
      return grown(made, run);
    },
  ],
  // Without scripts, styles, comments and tags. What is opened and not closed stays.
  strip_html: [
    's',
    (text: string, { budget }: FilterRun) => {
      budget.charge(text.length >> 5);
      const visible = /<s(?:cript|tyle)|<!--/.test(text) ? withoutBlocks(text) : text;
      // Up to the last `>` every `<` has an end, so no search is in vain.
      const end = visible.lastIndexOf('>') + 1;
      return visible.slice(0, end).replace(/<[^>]*>/g, '') + visible.slice(end);
    },
  ],
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
