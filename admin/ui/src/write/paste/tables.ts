import type TurndownService from 'turndown';
import { all, childrenOf } from './dom.ts';

/** Tables with pipes, as Markdown has them: one line a row, the first row as head where none says it is. */
export function tables(service: TurndownService): void {
  service.addRule('cell', {
    filter: ['td', 'th'],
    replacement: (content) => ` ${content.trim().replace(/\s*\\?\n+\s*/g, '<br>')} |`,
  });
  service.addRule('row', { filter: 'tr', replacement: (content) => `|${content}\n` });
  service.addRule('part', {
    filter: ['thead', 'tbody', 'tfoot', 'colgroup', 'col'],
    replacement: (content) => content,
  });
  service.addRule('table', {
    filter: 'table',
    replacement: (content, node) => table(content, node as Element), // turndown's nodes are those of the document
  });
  service.addRule('caption', { filter: 'caption', replacement: (content) => `\n\n${content}\n\n` });
}

function table(content: string, node: Element): string {
  const rows = content.split('\n').filter((line) => line.startsWith('|'));
  const caption = content.split('\n').filter((line) => line !== '' && !line.startsWith('|'));
  // One cell is how a layout is made, not a table.
  const cells = all(node, 'td, th').length;
  if (cells <= 1 || node.querySelector('table')) return `\n\n${rows.map(plain).join('\n\n')}\n\n`;
  const [head = '', ...rest] = rows;
  const aligned = firstRow(node).map(lineOf);
  return `\n\n${[...caption, ...(caption.length > 0 ? [''] : []), head, `| ${aligned.join(' | ')} |`, ...rest].join('\n')}\n\n`;
}

function firstRow(table: Element): Element[] {
  const row = table.querySelector('tr');
  return row ? childrenOf(row) : [];
}

const plain = (row: string): string => row.replace(/^\|\s*|\s*\|$/g, '').replaceAll('<br>', '\n');

function lineOf(cell: Element): string {
  const style = /text-align:\s*(\w+)/.exec(cell.getAttribute('style') ?? '')?.[1];
  const align = cell.getAttribute('align') ?? style;
  return align === 'right' || align === 'end' ? '--:' : align === 'center' ? ':-:' : '---';
}
