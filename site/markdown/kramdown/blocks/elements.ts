import type { StateBlock } from '../../markdown-it.ts';

/** An element that begins a line. */
export interface Element {
  readonly name: string;
  /** Its last line; both are one line where its tags are. */
  readonly end: number;
  /** Where in their lines its first tag ends, and its last one begins. */
  readonly openEnd: number;
  readonly closeStart: number;
  /** Where the last one ends, if text is behind it in its line. */
  readonly textFrom: number | undefined;
  /** Whether each tag is alone on its line. */
  readonly isApart: boolean;
  /** What `markdown="…"` says. */
  readonly markdown: string | undefined;
}

/** What is in elements where that is Markdown; blocks in all others. */
const SPANS_IN = /^(?:caption|dt|h[1-6]|legend|p|th|summary)$/;
const RAW_IN = /^(?:math|option|pre|script|style|textarea)$/;
/** Elements without an end tag. */
const VOID = /^(?:area|base|col|embed|hr|link|meta|param|source|track|wbr)$/;
/** Elements that are part of a line of text. */
export const SPANS: ReadonlySet<string> = new Set(
  'a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt rtc ruby samp select small span strong sub sup time tt u var'.split(
    ' ',
  ),
);

const TAG = /<(\/?)([a-z][a-z\d-]*)(\s[^<>]*|\/)?>/gi;
const FENCE = /^[ \t]*(?:`{3}|~{3})/;
export const MARKDOWN = /\s+markdown\s*=\s*(?:"(0|1|block|span)"|'(0|1|block|span)'|(0|1|block|span)\b)/i;

/** How kramdown reads what is in an element: as blocks, as one text, or not at all. */
export function contentOf({ name, markdown }: Element, always: boolean): 'block' | 'span' | 'raw' {
  if (markdown === '0' || RAW_IN.test(name)) return 'raw';
  if (markdown === 'block' || markdown === 'span') return markdown;
  if (markdown === undefined && !always) return 'raw';
  return SPANS_IN.test(name) ? 'span' : 'block';
}

interface Open {
  readonly name: string;
  readonly line: number;
  readonly openEnd: number;
  readonly isFirst: boolean;
  readonly isApart: boolean;
  readonly markdown: string | undefined;
}

/** A text, and where its lines begin and end. */
export type Lines = Pick<StateBlock, 'src' | 'bMarks' | 'eMarks' | 'lineMax'>;

/** Each element of a text by the line of its first tag, found in one pass. Code and comments hold none. */
export function elementsIn(state: Lines): ReadonlyMap<number, Element> {
  const found = new Map<number, Element>();
  const open: Open[] = [];
  let fenced = false;
  let inComment = false;
  for (let line = 0; line < state.lineMax; line++) {
    const whole = state.src.slice(state.bMarks[line], state.eMarks[line]);
    if (FENCE.test(whole)) fenced = !fenced;
    if (fenced) continue;
    const text = withoutCode(whole, inComment);
    inComment = text.inComment;
    for (const tag of text.shown.matchAll(TAG)) {
      const name = (tag[2] ?? '').toLowerCase();
      if (SPANS.has(name) || VOID.test(name)) continue;
      const before = whole.slice(0, tag.index).trim() === '';
      const end = tag.index + tag[0].length;
      const after = whole.slice(end).trim() === '';
      if (tag[1]) close(name, line, tag.index, before, after ? undefined : whole.slice(end));
      else if (!tag[3]?.endsWith('/')) {
        const [, a, b, c] = MARKDOWN.exec(tag[3] ?? '') ?? [];
        open.push({
          name,
          line,
          openEnd: end,
          isFirst: before,
          isApart: before && after,
          markdown: a ?? b ?? c,
        });
      }
    }
  }
  return found;

  function close(
    name: string,
    end: number,
    closeStart: number,
    before: boolean,
    rest: string | undefined,
  ): void {
    // Elements that need no end tag are as deep as this: no further down is looked.
    const at = open.findLastIndex((each, index) => each.name === name || index < open.length - 8);
    const opened = open[at];
    if (opened?.name !== name) return;
    open.length = at;
    if (!opened.isFirst || (rest !== undefined && !isText(rest))) return;
    const isApart = opened.isApart && before && end > opened.line && rest === undefined;
    const textFrom = rest === undefined ? undefined : (state.eMarks[end] ?? 0) - rest.length;
    found.set(opened.line, { ...opened, end, closeStart, textFrom, isApart });
  }
}

/** Whether what is behind an end tag is a text of its own: no more HTML of blocks, no row or heading, and no Liquid, which may print nothing. */
const isText = (rest: string): boolean =>
  !/[{|]|<!--|^\s*#/.test(rest) &&
  [...rest.matchAll(TAG)].every(([, , name = '']) => SPANS.has(name.toLowerCase()));

/** A line with blanks in place of code and comments. */
function withoutCode(
  line: string,
  isInside: boolean,
): { readonly shown: string; readonly inComment: boolean } {
  let inComment = isInside;
  let shown = line.includes('`') ? line.replace(/`[^`]+`/g, (code) => ' '.repeat(code.length)) : line;
  if (!inComment && !shown.includes('<!--')) return { shown, inComment };
  let out = '';
  for (let at = 0; at < shown.length; ) {
    const mark = inComment ? '-->' : '<!--';
    const next = shown.indexOf(mark, at);
    const end = next < 0 ? shown.length : next + mark.length;
    out += inComment ? ' '.repeat(end - at) : shown.slice(at, end);
    if (next >= 0) inComment = !inComment;
    at = end;
  }
  shown = out;
  return { shown, inComment };
}
