import type MarkdownIt from 'markdown-it';
import type { StateBlock, Token } from '../../markdown-it.ts';
import { optionsOf } from '../extensions.ts';
import { htmlBlock as githubHtml } from '../library-rules.ts';
import { liquidIn } from '../liquid-in.ts';
import { lineAt } from './boundary.ts';
import { contentOf, type Element, elementsIn, MARKDOWN, SPANS } from './elements.ts';

/** Elements within each other whose text is Markdown. */
const DEPTH = 100;

/** Of the tags of an element whose text is Markdown: what is between them is inside of a block, which a tag must not open or close alone. */
const OPENS = {};
const CLOSES = {};
export const opensElement = ({ meta }: Pick<Token, 'meta'>): boolean => meta === OPENS;
export const closesElement = ({ meta }: Pick<Token, 'meta'>): boolean => meta === CLOSES;

/**
 * HTML as kramdown reads it, outside of quotes: what is inside of a block element is HTML to its end, blank lines or not; with
 * `markdown="1"` it is Markdown, and the attribute is left out. Elements of running text begin a paragraph.
 */
export function useKramdownHtml(md: MarkdownIt): void {
  const known = new WeakMap<object, ReadonlyMap<number, Element>>();
  let depth = 0;
  const alt = ['paragraph', 'reference', 'blockquote'];
  md.block.ruler.before(
    'fence',
    'kramdown_html',
    (state, startLine, endLine, silent) => {
      if (
        (state.parentType as string) === 'blockquote' ||
        (state.sCount[startLine] ?? 0) - state.blkIndent >= 4
      )
        return false;
      const elements = known.get(state.env) ?? elementsIn(state);
      known.set(state.env, elements);
      const element = elements.get(startLine);
      if (!element) return isAlone(state, startLine) && (silent || push(state, startLine, startLine + 1));
      if (element.end >= endLine || !isInside(state, startLine, element.end)) return false;
      if (silent) return true;
      const content = contentOf(element, optionsOf(state.env).blockHtml);
      if ((state.bMarks[startLine] ?? 0) >= (element.textFrom ?? Number.POSITIVE_INFINITY)) return false;
      if (element.textFrom !== undefined)
        return content === 'raw' && pushBefore(state, startLine, element, elements);
      if (content === 'span') return pushText(state, startLine, element);
      if (content === 'raw' && element.isApart) return pushRaw(state, startLine, element, elements);
      if (content === 'raw' || !element.isApart) return push(state, startLine, element.end + 1);
      if (depth >= DEPTH) {
        liquidIn(state).tooDeep(startLine, DEPTH);
        return false;
      }
      push(state, startLine, startLine + 1, OPENS);
      depth++;
      try {
        state.md.block.tokenize(state, startLine + 1, element.end);
      } finally {
        depth--;
      }
      return push(state, element.end, element.end + 1, CLOSES);
    },
    { alt },
  );
  md.block.ruler.at(
    'html_block',
    (state, line, end, silent) =>
      !beginsText(lineAt(state, line)) &&
      !(silent && /^<(?:!|script\b)/i.test(lineAt(state, line))) &&
      githubHtml(state, line, end, silent),
    { alt },
  );
  // The attribute is kramdown's. Liquid is found by its place in the line, so the line stays whole until then.
  md.core.ruler.push('kramdown_attribute', ({ tokens }) => {
    for (const token of tokens) {
      if (token.type === 'html_block') withoutAttribute(token);
      for (const child of token.children ?? []) if (child.type === 'html_inline') withoutAttribute(child);
    }
  });
}

function withoutAttribute(token: Token): void {
  if (token.content.includes('markdown'))
    token.content = token.content.replace(/^\s*<[^<>]*>/, (tag) => tag.replace(MARKDOWN, ''));
}

/** Whether a line begins with an element of running text: kramdown makes a paragraph of it. */
function beginsText(line: string): boolean {
  const name = /^<\/?([a-z][a-z\d]*)/i.exec(line)?.[1];
  return name !== undefined && SPANS.has(name.toLowerCase());
}

/** An element without an end tag that is alone on its line. */
const isAlone = (state: StateBlock, line: number): boolean =>
  state.src[(state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)] === '<' &&
  /^<(?:hr(?:\s[^<>]*)?\/?|(?:div|p|section)(?:\s[^<>]*)?\/)>\s*$/i.test(lineAt(state, line));

/** Whether all lines of an element are of what it begins in. */
function isInside(state: StateBlock, first: number, last: number): boolean {
  if (state.blkIndent === 0) return true;
  for (let line = first + 1; line <= last; line++)
    if (!state.isEmpty(line) && (state.sCount[line] ?? 0) < state.blkIndent) return false;
  return true;
}

/** Makes lines HTML. */
function push(state: StateBlock, from: number, to: number, meta: object | null = null): true {
  const token = state.push('html_block', '', 0);
  token.content = state.getLines(from, to, state.blkIndent, true);
  token.map = [from, to];
  token.meta = meta;
  state.line = to;
  return true;
}

/** Makes lines HTML to where a text begins in the last one. That is read as a line of its own, with those below it. */
function pushBefore(
  state: StateBlock,
  from: number,
  { end: last, textFrom = 0 }: Element,
  elements: ReadonlyMap<number, Element>,
): true {
  const { lineMax } = state;
  const end = state.eMarks[last] ?? 0;
  // The library takes a line's end along, which is a sign of the text here.
  state.eMarks[last] = textFrom - 1;
  push(state, from, last + 1);
  const token = state.tokens.at(-1);
  if (token) token.content += '\n';
  const space = /^[ \t]*/.exec(state.src.slice(textFrom, end))?.[0].length ?? 0;
  state.eMarks[last] = end;
  state.bMarks[last] = textFrom + space;
  state.tShift[last] = 0;
  state.sCount[last] = state.blkIndent;
  let to = last + 1;
  while (
    to < lineMax &&
    !state.isEmpty(to) &&
    !elements.has(to) &&
    (state.sCount[to] ?? 0) >= state.blkIndent
  )
    to++;
  state.lineMax = to;
  state.md.block.tokenize(state, last, to);
  state.lineMax = lineMax;
  state.line = Math.max(state.line, last + 1);
  return true;
}

/** An element that is HTML to its end, but for elements in it that say that they are Markdown. */
function pushRaw(
  state: StateBlock,
  startLine: number,
  { end }: Element,
  elements: ReadonlyMap<number, Element>,
): true {
  let from = startLine;
  for (let line = startLine + 1; line < end; line++) {
    const inner = elements.get(line);
    if (!inner || inner.end >= end || inner.textFrom !== undefined || contentOf(inner, false) === 'raw')
      continue;
    push(state, from, line);
    state.md.block.tokenize(state, line, inner.end + 1);
    from = inner.end + 1;
    line = inner.end;
  }
  return push(state, from, end + 1);
}

/** An element whose content is one text, as a paragraph's is. */
function pushText(state: StateBlock, first: number, { end, openEnd, closeStart }: Element): true {
  const start = state.bMarks[first] ?? 0;
  const close = (state.bMarks[end] ?? 0) + closeStart;
  const tag = (content: string, line: number, meta: object) =>
    Object.assign(state.push('html_block', '', 0), { content, meta, map: [line, line + 1] });
  tag(state.src.slice(start, start + openEnd), first, OPENS);
  const inline = state.push('inline', '', 0);
  inline.content = state.src.slice(start + openEnd, close).trim();
  inline.map = [first, end + 1];
  inline.children = [];
  tag(`${state.src.slice(close, state.eMarks[end])}\n`, end, CLOSES);
  state.line = end + 1;
  return true;
}
