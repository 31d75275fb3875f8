import type MarkdownIt from 'markdown-it';
import type { StateBlock } from '../../markdown-it.ts';
import { table as githubTable } from '../library-rules.ts';
import { liquidIn } from '../liquid-in.ts';
import { isAfterBoundary, isBeforeBoundary, lineAt } from './boundary.ts';
import { cellsOf, hasBar } from './cells.ts';

/**
 * Tables as kramdown reads them: lines that all hold a `|`, with a blank line before and behind, are rows; a head is what is above
 * the first line of dashes. Where lines of tags are between rows, tables are GitHub's, as the lines are.
 */
export function useTables(md: MarkdownIt): void {
  md.block.ruler.disable('table');
  md.block.ruler.before('paragraph', 'kramdown_table', table);
}

/** Lines between rows: of dashes, or of signs of equality above a foot. */
const isDashes = (text: string): boolean => /^[+|: \t-]+$/.test(text) && text.includes('-');
const isDoubled = (text: string): boolean => /^[+|: \t=]+$/.test(text) && text.includes('=');

function table(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (silent || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  if (!hasBar(lineAt(state, startLine)) || !isAfterBoundary(state, startLine)) return false;
  const rows: string[] = [];
  let line = startLine;
  for (; line < endLine && !state.isEmpty(line) && (state.sCount[line] ?? 0) >= state.blkIndent; line++) {
    if (liquidIn(state).isTags(state, line, endLine)) return githubTable(state, startLine, endLine, silent);
    const text = lineAt(state, line);
    if (!hasBar(text)) break;
    rows.push(text);
  }
  if (!isBeforeBoundary(state, line, endLine)) return false;
  const parts = partsOf(rows, startLine);
  if (!parts.groups.some(({ tag }) => tag === 'tbody')) return false;
  draw(state, parts, [startLine, line]);
  state.line = line;
  return true;
}

/** Cells that a table is filled up to where its rows are shorter than others. */
const MOST_CELLS = 16_384;

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

interface Parts {
  readonly groups: readonly { readonly tag: string; readonly rows: readonly Row[] }[];
  readonly aligns: readonly string[];
  readonly columns: number;
}

/** Rows by what the lines between them make them: head, bodies, foot. */
function partsOf(lines: readonly string[], first: number): Parts {
  const groups: { tag: string; rows: Row[] }[] = [];
  const hasLead = /^\s*\|/.test(lines[0] ?? '');
  let rows: Row[] = [];
  let aligns: string[] = [];
  let hasHead = false;
  let hasFoot = false;
  const end = (tag: string) => {
    if (rows.length > 0) groups.push({ tag, rows });
    rows = [];
  };
  lines.forEach((text, at) => {
    if (isDoubled(text)) {
      end('tbody');
      hasFoot = true;
    } else if (!isDashes(text)) rows.push({ line: first + at, cells: cellsOf(text, hasLead) });
    else if (rows.length > 0 && !hasHead && !hasFoot) {
      end('thead');
      hasHead = true;
      aligns = Array.from(text.matchAll(/(:?)-+(:?)/g), ([, left, right]) => alignOf(left, right));
    } else if (!hasFoot) end('tbody');
  });
  end(hasFoot ? 'tfoot' : 'tbody');
  const widest = Math.max(0, ...groups.flatMap((group) => group.rows.map(({ cells }) => cells.length)));
  return { groups, aligns, columns: Math.min(widest, Math.ceil(MOST_CELLS / lines.length)) };
}

function alignOf(left = '', right = ''): string {
  if (left && right) return 'center';
  return left ? 'left' : right ? 'right' : '';
}

function draw(state: StateBlock, { groups, aligns, columns }: Parts, map: [number, number]): void {
  const open = (type: string, tag: string, line: number, end = line + 1) => {
    const token = state.push(`${type}_open`, tag, 1);
    token.map = [line, end];
    return token;
  };
  const close = (type: string, tag: string) => state.push(`${type}_close`, tag, -1);
  open('table', 'table', ...map);
  for (const { tag, rows } of groups) {
    open(tag, tag, rows[0]?.line ?? map[0]);
    for (const { line, cells } of rows) {
      open('tr', 'tr', line);
      for (let column = 0; column < Math.max(columns, cells.length); column++) {
        const cell = tag === 'thead' ? 'th' : 'td';
        const token = open(cell, cell, line);
        if (aligns[column]) token.attrSet('style', `text-align: ${aligns[column]}`);
        const inline = state.push('inline', '', 0);
        inline.content = cells[column] || '\u00a0';
        inline.children = [];
        close(cell, cell);
      }
      close('tr', 'tr');
    }
    close(tag, tag);
  }
  close('table', 'table');
}
