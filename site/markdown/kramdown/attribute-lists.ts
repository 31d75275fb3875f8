import type MarkdownIt from 'markdown-it';
import type { StateBlock, StateCore, StateInline, Token } from '../markdown-it.ts';
import { type Attributes, applyAttributes, readAttributes } from './attributes.ts';
import { type LiquidIn, liquidIn, NO_LIQUID } from './liquid-in.ts';

const named = new WeakMap<object, Map<string, Attributes>>();

/** The lists of the text that `env` is of, which fills while blocks are read. */
function listsOf(env: object): Map<string, Attributes> {
  const lists = named.get(env) ?? new Map<string, Attributes>();
  named.set(env, lists);
  return lists;
}

/** Attribute lists as kramdown has them: `{: .class #id key="value" name}` below or above a block, or behind a span. */
export function useAttributeLists(md: MarkdownIt): void {
  const alt = ['paragraph', 'reference', 'blockquote', 'list', 'table'];
  md.block.ruler.before('fence', 'kramdown_list', listLine, { alt });
  md.core.ruler.after('block', 'kramdown_lists', listsOfBlocks);
  md.inline.ruler.before('linkify', 'kramdown_list', listInText);
  md.inline.ruler2.after('emphasis', 'kramdown_lists', listsOfSpans);
  md.renderer.rules.kramdown_list = () => '';
}

/** `{:name: …}`, `{: …}`; no `{::extension}` and no `{:/}`. */
const START = /\{:(?!:|\/)(?:(\w[\w-]*):)?/y;

/** Characters that a list may have. */
const LONGEST = 1000;

interface List {
  readonly name: string | undefined;
  readonly attributes: Attributes;
  readonly end: number;
}

/** The list that begins at `at` in a text; what Liquid prints is part of values. */
function listAt(text: string, at: number, max: number, liquid: LiquidIn): List | undefined {
  START.lastIndex = at;
  const start = START.exec(text);
  if (!start) return undefined;
  const from = START.lastIndex;
  for (let to = from; to < Math.min(max, from + LONGEST); ) {
    if (text[to] === '}') {
      if (to === from) return undefined;
      return { name: start[1], attributes: readAttributes(liquid.marked(text, from, to)), end: to + 1 };
    }
    to = (text[to] === '{' ? liquid.at(text, to)?.end : undefined) ?? to + (text[to] === '\\' ? 2 : 1);
  }
  return undefined;
}

/** A line that holds nothing but a list. */
function listLine(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const max = state.eMarks[line] ?? 0;
  if (!state.src.startsWith('{:', start)) return false;
  const found = listAt(state.src, start, max, liquidIn(state));
  if (!found || state.src.slice(found.end, max).trim() !== '') return false;
  if (silent) return true;
  if (found.name === undefined) {
    const token = state.push('kramdown_list', '', 0);
    token.map = [line, line + 1];
    token.meta = found.attributes;
  } else listsOf(state.env).set(found.name, found.attributes);
  state.line = line + 1;
  return true;
}

/** Gives blocks their lists: the block above, without a blank line between, else the one below. */
function listsOfBlocks(state: StateCore): void {
  const lists = listsOf(state.env);
  itemLists(state, lists);
  if (!state.tokens.some(({ type }) => type === 'kramdown_list')) return;
  const lines = state.src.split('\n');
  const kept: Token[] = [];
  let waiting: Token[] = [];
  let found: { readonly behind: number; readonly block?: Token | undefined } = { behind: 0 };
  for (const token of state.tokens) {
    if (token.type === 'kramdown_list') {
      const line = token.map?.[0] ?? 0;
      // Of many lists below a block only the first looks for it.
      if (found.behind !== kept.length) found = { behind: kept.length, block: blockAt(kept, token.level) };
      const above = waiting.length === 0 && lines[line - 1]?.trim() !== '' ? found.block : undefined;
      if (above) applyAttributes(above, token.meta, lists);
      else waiting.push(token);
      continue;
    }
    const last = waiting.at(-1);
    if (last && token.nesting >= 0 && token.level === last.level && token.map?.[0] === last.map?.[1])
      for (const { meta } of waiting) applyAttributes(token, meta, lists);
    waiting = [];
    kept.push(token);
  }
  state.tokens = kept;
}

/** The token that opens the last block, if it is in the same one. */
function blockAt(tokens: readonly Token[], level: number): Token | undefined {
  const last = tokens.at(-1);
  if (!last || last.nesting === 1 || last.type.startsWith('liquid')) return undefined;
  if (last.nesting === 0) return last;
  if (last.level !== level) return undefined;
  return tokens.findLast((token) => token.nesting === 1 && token.level === level);
}

/** `- {: .class} text` is of the item, and so it is in definition lists. */
function itemLists({ tokens }: StateCore, lists: ReadonlyMap<string, Attributes>): void {
  tokens.forEach((token, index) => {
    if (!/^(?:list_item|d[dt])_open$/.test(token.type)) return;
    const inline = tokens[index + (token.type === 'dt_open' ? 1 : 2)];
    if (inline?.type !== 'inline' || !inline.content.startsWith('{:')) return;
    const { content } = inline;
    const found = listAt(content, 0, content.length, NO_LIQUID);
    if (!found || found.name !== undefined) return;
    applyAttributes(token, found.attributes, lists);
    inline.content = content.slice(found.end).trimStart();
  });
}

const ELEMENTS: ReadonlySet<string> = new Set([
  ...['code_inline', 'image', 'html_inline', 'footnote_ref', 'link_close', 'kramdown_list', 'kramdown_marks'],
  ...['kramdown_math', 's_close'],
]);

/** A list directly behind an element; elsewhere it is text. */
function listInText(state: StateInline, silent: boolean): boolean {
  const { pos, src, posMax } = state;
  if (src[pos] !== '{' || src[pos + 1] !== ':' || silent || state.pending !== '') return false;
  const last = state.tokens.at(-1);
  const isSign = last?.info === 'sign' || last?.info === 'entity';
  if (!last || !(isSign || ELEMENTS.has(last.type))) return false;
  const found = listAt(src, pos, posMax, liquidIn(state));
  if (!found || found.name !== undefined) return false;
  if (isSign) {
    // Signs are elements too, but have no tag to show it.
    state.pos = found.end;
    return true;
  }
  const token = state.push('kramdown_list', '', 0);
  token.content = src.slice(pos, found.end);
  token.meta = found.attributes;
  state.pos = found.end;
  return true;
}

function listsOfSpans(state: StateInline): boolean {
  const { tokens } = state;
  if (!tokens.some(({ type }) => type === 'kramdown_list')) return false;
  const lists = listsOf(state.env);
  const open: Token[] = [];
  let element: Token | undefined;
  for (const token of tokens) {
    if (token.type === 'kramdown_list') {
      if (element) applyAttributes(element, token.meta, lists);
      else token.type = 'text';
      continue;
    }
    if (token.type === 'text' && token.content === '') continue;
    if (token.nesting === 1) open.push(token);
    element =
      token.nesting === -1 ? open.pop() : token.nesting === 0 && token.type !== 'text' ? token : undefined;
  }
  return false;
}
