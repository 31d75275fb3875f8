import type MarkdownIt from 'markdown-it';
import { readingOf } from './liquid/reading.ts';
import type { StateBlock, Token } from './markdown-it.ts';

/** Elements that kramdown takes for blocks. */
const BLOCKS =
  'address|article|aside|blockquote|body|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul';
const TAG = new RegExp(`^ {0,3}<(/?)(${BLOCKS})(\\s[^<>]*)?>[ \\t]*$`, 'i');
const FENCE = /^ {0,3}(?:`{3}|~{3})/;
const MARKDOWN = /\s+markdown\s*=\s*(?:"(?:1|block)"|'(?:1|block)'|1\b|block\b)/i;
/** Elements within each other whose text is Markdown. */
const DEPTH = 100;

/** Of the tags of an element whose text is Markdown: what is between them is inside of a block, which a tag must not open or close alone. */
const OPENS = {};
const CLOSES = {};
export const opensElement = ({ meta }: Pick<Token, 'meta'>): boolean => meta === OPENS;
export const closesElement = ({ meta }: Pick<Token, 'meta'>): boolean => meta === CLOSES;

/** An element whose tags are alone on their lines. */
interface Element {
  readonly end: number;
  readonly isMarkdown: boolean;
}

/**
 * HTML as kramdown reads it, of elements whose tags are alone on their lines, outside of quotes and lists: what is inside of
 * one is HTML to its end, blank lines or not; with `markdown="1"` it is Markdown, and the attribute is left out.
 */
export function useKramdownHtml(md: MarkdownIt): void {
  const known = new WeakMap<object, ReadonlyMap<number, Element>>();
  let depth = 0;
  md.block.ruler.before('liquid_block', 'kramdown_html', (state, startLine, endLine, silent) => {
    if (state.level > 0 || state.blkIndent > 0 || state.parentType !== 'root') return false;
    const elements = known.get(state.env) ?? elementsIn(state);
    known.set(state.env, elements);
    const element = elements.get(startLine);
    if (!element || element.end >= endLine) return false;
    if (silent) return true;
    const { end, isMarkdown } = element;
    if (!isMarkdown) return push(state, startLine, end + 1);
    if (depth >= DEPTH) return tooDeep(state, startLine);
    push(state, startLine, startLine + 1, OPENS);
    depth++;
    try {
      state.md.block.tokenize(state, startLine + 1, end);
    } finally {
      depth--;
    }
    return push(state, end, end + 1, CLOSES);
  });
  // The attribute is kramdown's. Liquid is found by its place in the line, so the line stays whole until then.
  md.core.ruler.push('kramdown_attribute', ({ tokens }) => {
    for (const token of tokens) if (opensElement(token)) token.content = token.content.replace(MARKDOWN, '');
  });
}

/** Each element by the line of its first tag, found in one pass. */
function elementsIn(state: StateBlock): ReadonlyMap<number, Element> {
  const found = new Map<number, Element>();
  const open: { readonly name: string; readonly line: number; readonly isMarkdown: boolean }[] = [];
  let fenced = false;
  for (let line = 0; line < state.lineMax; line++) {
    const text = lineOf(state, line);
    if (FENCE.test(text)) fenced = !fenced;
    const tag = fenced ? null : TAG.exec(text);
    if (!tag) continue;
    const name = (tag[2] ?? '').toLowerCase();
    if (!tag[1]) open.push({ name, line, isMarkdown: MARKDOWN.test(tag[3] ?? '') });
    else if (open.at(-1)?.name === name) {
      const { line: start, isMarkdown } = open.pop() ?? { line, isMarkdown: false };
      found.set(start, { end: line, isMarkdown });
    }
  }
  return found;
}

const lineOf = ({ src, bMarks, eMarks }: StateBlock, line: number): string =>
  src.slice(bMarks[line], eMarks[line]);

/** Makes lines HTML. */
function push(state: StateBlock, from: number, to: number, meta: object | null = null): true {
  const token = state.push('html_block', '', 0);
  token.content = state.getLines(from, to, 0, true);
  token.map = [from, to];
  token.meta = meta;
  state.line = to;
  return true;
}

function tooDeep(state: StateBlock, line: number): false {
  const { findings, lines } = readingOf(state);
  const start = lines.start(line);
  findings.error('nesting', `Elements with markdown="1" nest deeper than ${DEPTH} here.`, {
    start,
    end: start + 1,
  });
  return false;
}
