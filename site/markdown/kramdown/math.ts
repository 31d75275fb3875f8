import type MarkdownIt from 'markdown-it';
import type { StateBlock, StateInline, Token } from '../markdown-it.ts';
import { isAfterBoundary, isBeforeBoundary } from './blocks/boundary.ts';
import { liquidIn } from './liquid-in.ts';

/** `$$x$$`, as MathJax reads it: `\(x\)` in a line, `\[x\]` where it is a block. Nothing in it is Markdown. */
export function useMath(md: MarkdownIt): void {
  md.block.ruler.before('fence', 'kramdown_math', block);
  md.inline.ruler.before('linkify', 'kramdown_math', inline);
  const print = (token: Token | undefined) => md.utils.escapeHtml(token?.content.trim() ?? '');
  const within = (tag: string, token: Token | undefined, formula: string) => {
    const attributes = token ? md.renderer.renderAttrs(token) : '';
    return attributes === '' ? formula : `<${tag}${attributes}>${formula}</${tag}>`;
  };
  md.renderer.rules.kramdown_math = (tokens, index) =>
    within('span', tokens[index], `\\(${print(tokens[index])}\\)`);
  md.renderer.rules.kramdown_math_block = (tokens, index) =>
    `${within('div', tokens[index], `\\[${print(tokens[index])}\\]`)}\n`;
}

function block(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  const first = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const isEscaped = state.src[first] === '\\';
  const start = isEscaped ? first + 1 : first;
  if (!state.src.startsWith('$$', start) || !isAfterBoundary(state, line)) return false;
  const close = state.src.indexOf('$$', start + 2);
  if (close < 0) return false;
  let last = line;
  while (last < endLine && (state.eMarks[last] ?? 0) < close) last++;
  if (last >= endLine || state.src.slice(close + 2, state.eMarks[last]).trim() !== '') return false;
  if (isEscaped) {
    // What would be a block without it begins a paragraph.
    state.bMarks[line] = start;
    state.tShift[line] = 0;
    return false;
  }
  if (!isBeforeBoundary(state, last + 1, endLine)) return false;
  if (silent) return true;
  const token = state.push('kramdown_math_block', '', 0);
  token.block = true;
  token.map = [line, last + 1];
  const text = liquidIn(state).marked(state.src, start + 2, close);
  // Without the marks of the list or quote that it is in.
  token.content = text.replaceAll(new RegExp(`\\n[ >]{0,${state.blkIndent}}`, 'g'), '\n');
  state.line = last + 1;
  return true;
}

function inline(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (!src.startsWith('$$', pos)) return false;
  const close = src.indexOf('$$', pos + 2);
  if (close < 0 || close + 2 > posMax) return false;
  if (!silent) {
    const token = state.push('kramdown_math', '', 0);
    token.content = liquidIn(state).marked(src, pos + 2, close);
  }
  state.pos = close + 2;
  return true;
}
