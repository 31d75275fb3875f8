import { entity, escapeMarkup, markup } from '../escape.ts';
import { isNil } from '../values.ts';
import { sameKind, textOf } from './input.ts';
import type { FilterRun } from './spec.ts';

export function escapeFilter(input: unknown, run: FilterRun): unknown {
  return isNil(input) ? input : grown(textOf(input, run), escapeMarkup, run);
}

/** Leaves entities that are there already. */
export function escapeOnce(input: unknown, run: FilterRun): unknown {
  return grown(textOf(input, run), (text) => text.replace(/["><']|&(?![a-zA-Z]+;|#\d+;)/g, entity), run);
}

/** Where output is escaped, the text is escaped first: the line breaks are the only markup. */
export function newlineToBr(input: unknown, run: FilterRun): unknown {
  const text = textOf(input, run);
  const lines = run.escape ? escapeMarkup(text) : text;
  return grown(lines, (safe) => safe.replace(/\r?\n/g, '<br />\n'), run);
}

/** Without scripts, styles, comments and tags. What is opened and not closed stays. */
export function stripHtml(input: unknown, run: FilterRun): unknown {
  const text = textOf(input, run);
  if (!text.includes('<')) return sameKind(input, text);
  run.budget.charge(text.length >> 2);
  return sameKind(input, cut(cut(text, BLOCKS), TAGS));
}

const BLOCKS = [
  ['<script', '</script>'],
  ['<!--', '-->'],
  ['<style', '</style>'],
] as const;

const TAGS = [['<', '>']] as const;

/** Cuts what stands between an opener and the next closer. A closer is looked for to the end of the text only once. */
function cut(text: string, pairs: readonly (readonly [string, string])[]): string {
  let open = pairs;
  let kept = '';
  let from = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const pair = open.find(([opener]) => text.startsWith(opener, at));
    const end = pair ? text.indexOf(pair[1], at + pair[0].length) : -1;
    if (pair && end >= 0) {
      kept += text.slice(from, at);
      from = end + pair[1].length;
      at = from;
    } else {
      if (pair) open = open.filter((other) => other !== pair);
      if (open.length === 0) break;
      at += 1;
    }
  }
  return kept + text.slice(from);
}

/** An entity is at most six characters: what a text can grow by is charged once it is known to grow. */
function grown(text: string, change: (text: string) => string, run: FilterRun): unknown {
  const changed = change(text);
  run.budget.output(changed.length - text.length);
  return markup(changed, run.escape);
}
