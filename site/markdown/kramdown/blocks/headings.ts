import type MarkdownIt from 'markdown-it';
import type { StateBlock } from '../../markdown-it.ts';
import { heading as atxHeading, rule } from '../library-rules.ts';
import { isAfterBoundary, lineAt } from './boundary.ts';

/** Headings and rules where kramdown has them: no space before `#`, one line above `---`, and no rule within a paragraph. */
export function useKramdownHeadings(md: MarkdownIt): void {
  const alt = ['paragraph', 'reference', 'blockquote'];
  const isAtMargin = (state: StateBlock, line: number) => (state.sCount[line] ?? 0) <= state.blkIndent;
  md.block.ruler.at(
    'heading',
    (state, line, end, silent) =>
      isAtMargin(state, line) &&
      /^#{1,6}[ \t]+[^\s#]/.test(lineAt(state, line)) &&
      atxHeading(state, line, end, silent),
    { alt },
  );
  md.block.ruler.at('hr', rule, { alt: ['list'] });
  md.block.ruler.at('lheading', underlined);
}

function underlined(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  if (silent || line + 1 >= endLine || (state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  const under = /^(=+|-+)\s*$/.exec(lineAt(state, line + 1))?.[1];
  if (under === undefined || state.sCount[line + 1] !== state.blkIndent || !isAfterBoundary(state, line))
    return false;
  const tag = under.startsWith('=') ? 'h1' : 'h2';
  const open = state.push('heading_open', tag, 1);
  open.markup = under[0] ?? '';
  open.map = [line, line + 2];
  const inline = state.push('inline', '', 0);
  inline.content = lineAt(state, line).trim();
  inline.map = [line, line + 1];
  inline.children = [];
  state.push('heading_close', tag, -1).markup = open.markup;
  state.line = line + 2;
  return true;
}
