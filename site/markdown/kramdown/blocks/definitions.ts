import type MarkdownIt from 'markdown-it';
import type { StateBlock } from '../../markdown-it.ts';
import { isAfterBoundary, lineAt } from './boundary.ts';

/** Definition lists: each line of a paragraph is a term, and each `:` below it begins a definition. */
export function useDefinitions(md: MarkdownIt): void {
  md.block.ruler.disable('dl', true);
  md.block.ruler.before('paragraph', 'kramdown_definitions', definitions);
}

const MARKER = /^:[ \t]+/;
/** Lines that are no terms. */
const OTHER = /^(?:#{1,6}[ \t]|[>`~<|]|\{%|\{:[^{}]*\}\s*$|\{::|[*+-][ \t]|\d+\.[ \t])/;
const MOST_TERMS = 20;

interface Group {
  readonly terms: readonly number[];
  /** The line of the first definition. */
  readonly line: number;
}

/** Terms with a definition below them, from a line on. */
function groupAt(state: StateBlock, from: number, endLine: number): Group | undefined {
  const terms: number[] = [];
  let line = from;
  for (; line < endLine && !state.isEmpty(line) && !isMarker(state, line); line++) {
    const isText = (state.sCount[line] ?? 0) >= state.blkIndent && !OTHER.test(lineAt(state, line));
    if (!isText || terms.length >= MOST_TERMS) return undefined;
    terms.push(line);
  }
  if (terms.length === 0) return undefined;
  const definition = line < endLine && state.isEmpty(line) ? line + 1 : line;
  return definition < endLine && isMarker(state, definition) ? { terms, line: definition } : undefined;
}

function isMarker(state: StateBlock, line: number): boolean {
  const indent = (state.sCount[line] ?? 0) - state.blkIndent;
  return indent >= 0 && indent < 4 && MARKER.test(lineAt(state, line));
}

function skipBlank(state: StateBlock, from: number, endLine: number): number {
  let line = from;
  while (line < endLine && state.isEmpty(line)) line++;
  return line;
}

function definitions(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (silent || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  if (!isAfterBoundary(state, startLine)) return false;
  let group = groupAt(state, startLine, endLine);
  if (!group) return false;
  const open = state.push('dl_open', 'dl', 1);
  let end = startLine;
  for (; group; group = groupAt(state, skipBlank(state, end, endLine), endLine)) {
    for (const line of group.terms) term(state, line);
    end = group.line;
    for (let next = group.line; next < endLine && isMarker(state, next); ) {
      end = definition(state, next, endLine);
      next = skipBlank(state, end, endLine);
    }
  }
  open.map = [startLine, end];
  state.push('dl_close', 'dl', -1);
  state.line = end;
  return true;
}

function term(state: StateBlock, line: number): void {
  state.push('dt_open', 'dt', 1).map = [line, line + 1];
  const inline = state.push('inline', '', 0);
  inline.content = lineAt(state, line).trim();
  inline.map = [line, line + 1];
  inline.children = [];
  state.push('dt_close', 'dt', -1);
}

/** Reads one definition and returns the line behind it. */
function definition(state: StateBlock, line: number, endLine: number): number {
  const mark = MARKER.exec(lineAt(state, line))?.[0].length ?? 2;
  const indent = (state.sCount[line] ?? 0) + mark;
  const end = endOf(state, line, indent, endLine);
  const isLoose = state.isEmpty(line - 1);
  const first = state.tokens.length;
  state.push('dd_open', 'dd', 1).map = [line, end];
  const { blkIndent, parentType } = state;
  const [shift = 0, count = 0] = [state.tShift[line], state.sCount[line]];
  state.tShift[line] = shift + mark;
  state.sCount[line] = indent;
  state.blkIndent = indent;
  state.parentType = 'list';
  state.md.block.tokenize(state, line, end);
  Object.assign(state, { blkIndent, parentType });
  state.tShift[line] = shift;
  state.sCount[line] = count;
  const [paragraph, , close] = state.tokens.slice(first + 1, first + 4);
  for (const token of isLoose || paragraph?.type !== 'paragraph_open' ? [] : [paragraph, close])
    if (token) token.hidden = true;
  state.push('dd_close', 'dd', -1);
  return end;
}

/** The line behind a definition, without blank ones: text below it goes on with it up to a blank line. */
function endOf(state: StateBlock, from: number, indent: number, endLine: number): number {
  let end = from + 1;
  for (let line = end; line < endLine; line++) {
    if (state.isEmpty(line)) continue;
    const isInside = (state.sCount[line] ?? 0) >= indent;
    if (
      !isInside &&
      (state.isEmpty(line - 1) || isMarker(state, line) || /^\{[:%]/.test(lineAt(state, line)))
    )
      break;
    end = line + 1;
  }
  return end;
}
