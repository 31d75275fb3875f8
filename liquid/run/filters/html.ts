import { entityOf, escapeMarkup, markup } from '../escape.ts';
import type { FilterRun } from './spec.ts';

export function escapeText(text: string, run: FilterRun): unknown {
  return grown(text, escapeMarkup(text), run);
}

/** Leaves entities that are there already. */
export function escapeOnce(text: string, run: FilterRun): unknown {
  const escaped = text.replace(/["><']|&(?![a-zA-Z]+;|#\d+;)/g, (character) =>
    entityOf(character.charCodeAt(0)),
  );
  return grown(text, escaped, run);
}

/** Where output is escaped, the text is escaped first: the line breaks are the only markup. */
export function newlineToBr(text: string, run: FilterRun): unknown {
  return grown(text, (run.escape ? escapeMarkup(text) : text).replace(/\r?\n/g, '<br />\n'), run);
}

/** Without scripts, styles, comments and tags. What is opened and not closed stays. */
export function stripHtml(text: string, { budget }: FilterRun): string {
  budget.charge(text.length >> 2);
  const blocks = cut(text, { '<script': '</script>', '<!--': '-->', '<style': '</style>' });
  return cut(blocks, { '<': '>' });
}

/** Cuts what stands between an opener and the next closer. A closer is looked for to the end of the text only once. */
function cut(text: string, pairs: Readonly<Record<string, string>>): string {
  const closers = new Map(Object.entries(pairs));
  let kept = '';
  let from = 0;
  for (let at = text.indexOf('<'); at >= 0 && closers.size > 0; at = text.indexOf('<', at)) {
    for (const [opener, closer] of closers) {
      if (!text.startsWith(opener, at)) continue;
      const end = text.indexOf(closer, at + opener.length);
      if (end < 0) {
        closers.delete(opener);
        continue;
      }
      kept += text.slice(from, at);
      from = end + closer.length;
      break;
    }
    at = Math.max(at + 1, from);
  }
  return kept + text.slice(from);
}

/** Charges for what the markup has more than the text. It has at most six times as much. */
function grown(text: string, made: string, run: FilterRun): unknown {
  run.budget.output(made.length - text.length);
  return markup(made, run.escape);
}
