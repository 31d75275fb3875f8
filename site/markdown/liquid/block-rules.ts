import type MarkdownIt from 'markdown-it';
import type { StateBlock, Token } from '../markdown-it.ts';
import type { Construct } from './constructs.ts';
import { type Context, type Reading, readingOf } from './reading.ts';

/** What a `liquid_block` token is about. */
export interface BlockMeta {
  readonly marks: readonly string[];
  readonly constructs: readonly Construct[];
}

const metas = new WeakMap<Token, BlockMeta>();

/** Lines of tags alone are blocks: they may be between any two others, and end a paragraph. */
export function useBlockRules(md: MarkdownIt): void {
  const alt = ['paragraph', 'reference', 'blockquote', 'list'];
  md.block.ruler.before('fence', 'liquid_block', liquidBlock, { alt });
  md.renderer.rules.liquid_block = (tokens, index) => tokens[index]?.content ?? '';
  md.renderer.rules.liquid_run = (tokens, index) => tokens[index]?.content ?? '';
}

export function metaOf(token: Token): BlockMeta {
  return metas.get(token) ?? { marks: [], constructs: [] };
}

function liquidBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const reading = readingOf(state);
  const found = tagsOn(reading.context(state.src), state, startLine, endLine);
  if (!found || !fits(reading, found.tags)) return false;
  // The types leave out what the table rule sets. Before a further row such a line is a row first: see in-place.ts.
  if (silent && (state.parentType as string) === 'table') return !isRow(state, found.line + 1, endLine);
  if (silent) return true;
  pushBlock(state, reading, found.tags, [startLine, found.line + 1]);
  state.line = found.line + 1;
  return true;
}

/** Whether the next line that holds more than tags is one of a table. */
function isRow(state: StateBlock, from: number, endLine: number): boolean {
  const context = readingOf(state).context(state.src);
  for (let line = from; line < endLine; ) {
    const found = tagsOn(context, state, line, endLine);
    if (!found) return state.src.slice(state.bMarks[line], state.eMarks[line]).includes('|');
    line = found.line + 1;
  }
  return false;
}

/** The tags that a line holds, if it holds nothing else. `line`: the last line, since a tag may have several. */
export function tagsOn(
  { finder }: Context,
  { bMarks, tShift, eMarks }: Pick<StateBlock, 'bMarks' | 'tShift' | 'eMarks'>,
  startLine: number,
  endLine: number,
): { readonly tags: readonly Construct[]; readonly line: number } | undefined {
  const tags: Construct[] = [];
  let line = startLine;
  let at = (bMarks[line] ?? 0) + (tShift[line] ?? 0);
  for (;;) {
    while (at < (eMarks[line] ?? 0) && /\s/.test(finder.text[at] ?? '')) at++;
    if (at >= (eMarks[line] ?? 0)) break;
    const found = finder.at(at);
    if (found?.kind !== 'tag') return undefined;
    tags.push(found);
    at = found.end;
    while (line < endLine && at > (eMarks[line] ?? 0)) line++;
    if (line >= endLine) return undefined;
  }
  return tags.length > 0 ? { tags, line } : undefined;
}

/** Between lines of `raw` and `endraw` there is no Liquid; elsewhere `raw` shares its line with nothing. */
function fits(reading: Reading, tags: readonly Construct[]): boolean {
  const isAlone = tags.length === 1;
  if (reading.inRaw) return isAlone && tags[0]?.name === 'endraw';
  return isAlone || !tags.some(({ name }) => name === 'raw' || name === 'endraw');
}

function pushBlock(
  state: StateBlock,
  reading: Reading,
  tags: readonly Construct[],
  map: [number, number],
): void {
  const [first] = tags;
  if (first?.name === 'raw') {
    openRaw(state, reading, first, map);
    return;
  }
  if (reading.inRaw) {
    reading.inRaw = false;
    state.push('liquid_endraw', '', 0).hidden = true;
    return;
  }
  const { place } = reading.context(state.src);
  const marks = tags.map((tag) => reading.mark(tag, place));
  fill(state.push('liquid_block', '', 0), marks, tags, map);
  reading.passed(tags);
}

export function fill(
  token: Token,
  marks: readonly string[],
  constructs: readonly Construct[],
  map: [number, number],
): void {
  token.map = map;
  token.content = marks.join('');
  token.block = true;
  metas.set(token, { marks, constructs });
}

function openRaw(state: StateBlock, reading: Reading, tag: Construct, map: [number, number]): void {
  const { finder, place } = reading.context(state.src);
  if (!finder.endOf('raw', tag.end)) {
    const span = { start: place(tag.start), end: place(tag.end - 1) + 1 };
    reading.findings.error('unclosed_block', 'This raw is not closed by endraw.', span);
    return;
  }
  reading.inRaw = true;
  const token = state.push('liquid_raw', '', 0);
  token.map = map;
  token.hidden = true;
}
