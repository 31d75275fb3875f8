import type { StateBlock } from '../../markdown-it.ts';
import { lineAt } from '../blocks/boundary.ts';
import { liquidIn } from '../liquid-in.ts';

/**
 * A block of code that is indented by four. Lines right behind it that are indented less belong to it too, and continue its last
 * line: CODEBLOCK_MATCH of kramdown 2.4.
 */
export function indented(state: StateBlock, line: number, endLine: number): boolean {
  if (!isIndented(state, line)) return false;
  let content = '';
  let last = line;
  let blank = 0;
  for (let at = line; at < endLine; at++) {
    if (state.isEmpty(at)) {
      blank++;
      continue;
    }
    const isCode = isIndented(state, at);
    if (!isCode && (blank > 0 || !isLazy(state, at, endLine))) break;
    const text = state.getLines(last, at + 1, state.blkIndent + (isCode ? 4 : 0), true);
    content = isCode ? content + text : `${content.replace(/\n$/, '')} ${text}`;
    last = at + 1;
    blank = 0;
  }
  const token = state.push('code_block', '', 0);
  token.content = content.endsWith('\n') ? content : `${content}\n`;
  token.map = [line, last];
  state.line = last;
  return true;
}

const isIndented = (state: StateBlock, line: number): boolean =>
  (state.sCount[line] ?? 0) - state.blkIndent >= 4;

/** What ends it: attribute lists, the mark `^`, tags of HTML and lines of Liquid. */
const STOPS = /^(?:\{:|\^\s*$|<\/?[a-z])/i;

function isLazy(state: StateBlock, line: number, endLine: number): boolean {
  if ((state.sCount[line] ?? 0) < state.blkIndent) return false;
  return !STOPS.test(lineAt(state, line)) && !liquidIn(state).isTags(state, line, endLine);
}
