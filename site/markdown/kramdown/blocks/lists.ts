import type MarkdownIt from 'markdown-it';
import type { StateBlock, StateCore, Token } from '../../markdown-it.ts';
import { list as githubList } from '../library-rules.ts';
import { lineAt } from './boundary.ts';
import { SPANS } from './elements.ts';

/** Lists as kramdown has them: any marker goes on, numbers are not kept, and each item says for itself whether it holds paragraphs. */
export function useLists(md: MarkdownIt): void {
  const alt = ['paragraph', 'reference', 'blockquote'];
  md.block.ruler.at(
    'list',
    (state, line, end, silent) => !/^\d+\)/.test(lineAt(state, line)) && list(state, line, end, silent),
    { alt },
  );
  md.core.ruler.after('block', 'kramdown_items', settleLists);
}

const BULLET = /^[*+-](?:\s|$)/;
const NUMBER = /^\d+\.(?:\s|$)/;
const NUMBERED = /^\d{1,9}\.[ \t]+\S/;
const MARKER = /^(?:[*+-]|\d+\.)[ \t]*/;

function list(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  // Any number begins a list, also below the text of a paragraph.
  if (silent && NUMBERED.test(lineAt(state, startLine)))
    return (state.sCount[startLine] ?? 0) - state.blkIndent < 4;
  if (!silent) nest(state, startLine, endLine);
  return githubList(state, startLine, endLine, silent);
}

/** Blocks that may follow the text of an item on the next line. */
const BLOCK = /^(?:#{1,6}[ \t]|>|`{3}|~{3}|[*+-][ \t]|\d+\.[ \t])/;

/** Lines that end a list: attributes, tags, HTML of blocks, rules. */
const ENDS = new RegExp(
  `^(?:\\{[:%]|</?(?!(?:${[...SPANS].join('|')})\\b)[a-z]|<!|\\^\\s*$|([*_-])[ \\t]*(?:\\1[ \\t]*){2,}$)`,
  'i',
);

const looked = new WeakMap<object, number>();

/** Whether a line may be looked at once more: each may be ten times, so that lists in lists take no longer the longer they are. */
function mayLook({ env, lineMax }: StateBlock): boolean {
  const times = (looked.get(env) ?? 0) + 1;
  looked.set(env, times);
  return times < 10 * lineMax + 1000;
}

/**
 * What follows an item without a blank line is in it, however little it is indented, but for items of the same list: gives such
 * lines the indent of what is in the item, and the lines of a list in it the same shift.
 */
function nest(state: StateBlock, startLine: number, endLine: number): void {
  const own = [BULLET, NUMBER].find((each) => each.test(lineAt(state, startLine)));
  if (!own) return;
  const base = state.sCount[startLine] ?? 0;
  let inside = 0;
  let shift = 0;
  let fence = '';
  for (let line = startLine; line < endLine; line++) {
    const indent = state.sCount[line] ?? 0;
    if (state.isEmpty(line)) {
      fence = '';
      if (indent + shift < inside) shift = 0;
      continue;
    }
    const text = lineAt(state, line);
    if (indent < state.blkIndent || ENDS.test(text) || !mayLook(state)) return;
    if (line > startLine && state.isEmpty(line - 1) && indent + shift < inside && !own.test(text)) return;
    if (fence === '' && own.test(text) && (line === startLine || indent < inside)) {
      if (indent < base) return;
      inside = indent + (MARKER.exec(text)?.[0].length ?? 2);
      shift = 0;
      continue;
    }
    const mark = /^(?:`{3}|~{3})/.exec(text)?.[0] ?? '';
    const isInFence = fence !== '';
    fence = isInFence ? (mark === fence ? '' : fence) : indent < inside && shift === 0 ? mark : '';
    const isBlock = BLOCK.test(text) || isInFence;
    if (shift === 0 && isBlock && indent < inside && !state.isEmpty(line - 1)) {
      state.sCount[line] = inside;
      if (/^(?:[*+-]|\d+\.)[ \t]/.test(text)) shift = inside - indent;
    } else if (shift > 0) state.sCount[line] = indent + shift;
  }
}

/** What is known of lists whose items have been passed. */
interface Open {
  readonly list: Token;
  readonly items: Item[];
}

interface Item {
  readonly token: Token;
  /** The first block in it, where that is a paragraph. */
  paragraph?: readonly [Token, Token];
  isFirst: boolean;
  /** Blocks directly in it. */
  blocks: number;
}

function settleLists(state: StateCore): void {
  state.tokens = joined(state.tokens);
  const lines = state.src.split('\n');
  const open: Open[] = [];
  const parents: ('list' | 'item' | 'other')[] = [];
  state.tokens.forEach((token, at) => {
    if (token.nesting === -1) {
      if (parents.pop() !== 'list') return;
      const done = open.pop();
      if (done) settle(done.items, (line) => lines[line]?.trim() === '');
      return;
    }
    const parent = parents.at(-1);
    const item = open.at(-1)?.items.at(-1);
    if (parent === 'item' && item) noteBlock(item, token, state.tokens, at);
    if (/^(?:bullet|ordered)_list_open$/.test(token.type)) {
      token.attrs = token.attrs?.filter(([name]) => name !== 'start') ?? null;
      open.push({ list: token, items: [] });
      parents.push('list');
    } else if (token.type === 'list_item_open') {
      open.at(-1)?.items.push({ token, isFirst: true, blocks: 0 });
      parents.push('item');
    } else if (token.nesting === 1) parents.push('other');
  });
}

function noteBlock(item: Item, token: Token, tokens: readonly Token[], at: number): void {
  if (token.hidden && token.nesting === 0) return;
  item.blocks++;
  const close = tokens[at + 2];
  if (token.type !== 'paragraph_open' || !close) return;
  token.hidden = false;
  close.hidden = false;
  if (item.blocks === 1) item.paragraph = [token, close];
}

/** Hides the marks of first paragraphs that have no blank line behind them. */
function settle(items: readonly Item[], isBlank: (line: number) => boolean): void {
  let before = items.length === 1;
  items.forEach(({ paragraph, blocks }, at) => {
    const isLast = at === items.length - 1;
    if (!paragraph) {
      before = true;
      return;
    }
    const end = paragraph[0].map?.[1] ?? 0;
    const isLoose = isBlank(end) && !(isLast && blocks === 1);
    if (isLoose || (isLast && !before)) return;
    before = true;
    for (const token of paragraph) token.hidden = true;
  });
}

/** Lists of one kind directly behind each other are one. */
function joined(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (const token of tokens) {
    const last = kept.at(-1);
    const isSame =
      last?.nesting === -1 && token.nesting === 1 && last.level === token.level && last.tag === token.tag;
    if (isSame && /^(?:bullet|ordered)_list_open$/.test(token.type)) kept.pop();
    else kept.push(token);
  }
  return kept;
}
