import type { StateBlock } from '../../markdown-it.ts';

/** Whether a block may begin at a line that kramdown looks for only behind a blank line, or where what it is in begins. */
export function isAfterBoundary(state: StateBlock, line: number): boolean {
  if (line === 0 || state.isEmpty(line - 1)) return true;
  const last = state.tokens.at(-1);
  return (
    last === undefined || last.nesting === 1 || last.type === 'kramdown_list' || last.meta === 'boundary'
  );
}

/** Whether a block may end before a line. */
export function isBeforeBoundary(state: StateBlock, line: number, endLine: number): boolean {
  if (line >= endLine || state.isEmpty(line)) return true;
  if ((state.sCount[line] ?? 0) < state.blkIndent) return true;
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const text = state.src.slice(start, state.eMarks[line]);
  return /^\{:(?!:|\/)[^}]+\}\s*$/.test(text) || text.trimEnd() === '^';
}

/** A line without the marks of quotes and lists that it is in. */
export const lineAt = ({ src, bMarks, tShift, eMarks }: StateBlock, line: number): string =>
  src.slice((bMarks[line] ?? 0) + (tShift[line] ?? 0), eMarks[line]);
