import type MarkdownIt from 'markdown-it';
import { useHeadings } from '../headings.ts';
import type { StateCore, Token } from '../markdown-it.ts';
import { hint, watchReferences } from './hints.ts';
import { settleBlocks } from './in-place.ts';
import { maskBars } from './mask-bars.ts';
import { checkNesting } from './nesting.ts';
import { type Reading, readingOf } from './reading.ts';
import { runFence } from './run-fence.ts';
import { placeInlines } from './source-map.ts';

/** Containers of containers: past this a text is refused. */
export const MAX_NESTING = 100;
/** A list and its item are two levels of Markdown's; past this it would leave out what is inside. */
const BLOCK_LEVELS = 2 * MAX_NESTING + 5;
const INLINE_LEVELS = 100;

/** What happens to a text as a whole, in Markdown's order: lines, blocks, running text. */
export function useCoreRules(md: MarkdownIt): void {
  const { ruler } = md.core;
  ruler.after('normalize', 'liquid_begin', begin);
  ruler.after('block', 'liquid_blocks', afterBlocks);
  ruler.at('inline', readInlines);
  useHeadings(md);
  ruler.push('liquid_nesting', (state) => checkNesting(state.tokens, readingOf(state)));
  ruler.push('liquid_hints', (state) => hint(state.tokens, readingOf(state)));
  watchReferences(md);
}

function begin(state: StateCore): void {
  const reading = readingOf(state);
  state.src = maskBars(state.src, reading.marks.bar, state.md.options.looseTables);
  reading.begin(state.src);
  state.md.options.maxNesting = BLOCK_LEVELS;
}

function afterBlocks(state: StateCore): void {
  const reading = readingOf(state);
  const { bar } = reading.marks;
  for (const token of state.tokens) {
    if (token.content.includes(bar)) token.content = token.content.replaceAll(bar, '|');
    if (token.info.includes(bar)) token.info = token.info.replaceAll(bar, '|');
  }
  checkDepth(state.tokens, reading);
  state.tokens = settleBlocks(state.tokens, reading);
  state.md.options.maxNesting = INLINE_LEVELS;
}

const CONTAINERS: ReadonlySet<string> = new Set(['blockquote', 'li', 'dd']);

function checkDepth(tokens: readonly Token[], { findings, lines }: Reading): void {
  let depth = 0;
  for (const { tag, nesting, map } of tokens) {
    if (!CONTAINERS.has(tag)) continue;
    depth += nesting;
    if (depth <= MAX_NESTING || nesting !== 1) continue;
    const start = lines.start(map?.[0] ?? 0);
    const message = `Quotes and lists nest deeper than ${MAX_NESTING} here.`;
    findings.error('nesting', message, { start, end: start + 1 });
    return;
  }
}

function readInlines(state: StateCore): void {
  const reading = readingOf(state);
  const places = placeInlines(state.tokens, reading.lines);
  let raw = false;
  for (const token of state.tokens) {
    if (token.type === 'liquid_raw') raw = true;
    else if (token.type === 'liquid_endraw') raw = false;
    else if (!raw && runFence(token, reading)) continue;
    else if (token.type === 'html_block' && !raw) markHtml(token, reading);
    else if (token.type === 'inline') {
      const place = places.get(token) ?? ((offset: number) => offset);
      reading.enter(token.content, place, raw);
      state.md.inline.parse(token.content, state.md, state.env, token.children ?? []);
    }
  }
}

/** Liquid in a block of HTML is Liquid wherever it is. */
function markHtml(token: Token, reading: Reading): void {
  const place = reading.lines.ofLines(token.content, token.map?.[0] ?? 0);
  reading.enter(token.content, place, false);
  const context = reading.context(token.content);
  reading.unclosedIn(context);
  token.content = reading.marked(context, 0, token.content.length);
}
