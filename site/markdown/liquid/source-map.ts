import type { Token } from '../markdown-it.ts';

/** Which place in the author's file an offset in a block's content comes from. */
export type Place = (offset: number) => number;

/** The lines of an author's text: what Markdown's blocks are, and where in the file they are. */
export class Lines {
  private readonly texts: string[] = [];
  private readonly starts: number[] = [];

  /** `offset`: where the text begins in the file, behind front matter. Lines end with LF, CRLF or CR. */
  constructor(source: string, offset: number) {
    const pattern = /\r\n?|\n|$/g;
    for (let at = offset; ; ) {
      pattern.lastIndex = at;
      const match = pattern.exec(source);
      const end = match?.index ?? source.length;
      this.texts.push(source.slice(at, end));
      this.starts.push(at);
      if (match === null || match[0] === '') return;
      at = pattern.lastIndex;
    }
  }

  start(line: number): number {
    return this.starts[Math.min(line, this.starts.length - 1)] ?? 0;
  }

  isBlank(line: number): boolean {
    return (this.texts[line] ?? '').trim() === '';
  }

  /**
   * Places of a content whose lines come from the file's lines from `line` on. A block's line is the end of the file's
   * line: markers of quotes and lists, and indentation, are before it.
   */
  ofLines(content: string, line: number): Place {
    const starts: number[] = [];
    const places: number[] = [];
    let at = 0;
    content.split('\n').forEach((text, index) => {
      starts.push(at);
      places.push(this.start(line + index) + this.column(text, line + index));
      at += text.length + 1;
    });
    return (offset) => {
      const index = lastAtMost(starts, offset);
      return (places[index] ?? 0) + offset - (starts[index] ?? 0);
    };
  }

  /** Places of a content on one line, at or behind `from` (an offset in the file): a heading's, a cell's. */
  within(content: string, line: number, from: number): Place {
    const text = this.texts[line] ?? '';
    const start = this.start(line);
    const least = Math.max(0, from - start);
    const found = text.indexOf(content, least);
    if (found >= 0) return (offset) => start + found + offset;
    // A cell with escaped bars is longer in the file.
    const escaped = content.replaceAll('|', '\\|');
    const column = Math.max(0, text.indexOf(escaped, least));
    return (offset) => start + column + content.slice(0, offset).replaceAll('|', '\\|').length;
  }

  private column(content: string, line: number): number {
    const text = this.texts[line] ?? '';
    return Math.max(0, text.trimEnd().length - content.trimEnd().length);
  }
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Notes with each `inline` token where its content is; for paragraphs, headings and the cells of tables. */
export function placeInlines(tokens: readonly Token[], lines: Lines): Map<Token, Place> {
  const places = new Map<Token, Place>();
  let row = { line: 0, from: 0 };
  tokens.forEach((token, index) => {
    if (token.type === 'tr_open' && token.map) row = { line: token.map[0], from: 0 };
    if (token.type !== 'inline') return;
    const open = tokens[index - 1];
    const isCell = open?.type === 'td_open' || open?.type === 'th_open';
    if (isCell) {
      const place = lines.within(token.content, row.line, row.from);
      row.from = place(token.content.length);
      places.set(token, place);
    } else if (token.map) {
      const [line] = token.map;
      const isAtx = open?.type === 'heading_open' && open.markup.startsWith('#');
      const place = isAtx ? lines.within(token.content, line, 0) : lines.ofLines(token.content, line);
      places.set(token, place);
    }
  });
  return places;
}
