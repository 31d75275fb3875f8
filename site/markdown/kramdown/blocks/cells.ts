/** Whether a line holds a `|` that may part cells: no backslash before it, and not in code or in a tag. */
export function hasBar(line: string): boolean {
  if (!line.includes('|')) return false;
  return partsOf(line, true).length > 1;
}

/** The cells of a row. `hasLead`: the table's first row begins with a bar, so that what is before one in this row is no cell. */
export function cellsOf(line: string, hasLead: boolean): string[] {
  const cells = partsOf(line, false).map((cell) => cell.trim());
  if (hasLead && cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells;
}

/** What is between bars. Code is passed over, with `tags` so are tags; a bar behind a backslash is text. */
function partsOf(line: string, tags: boolean): string[] {
  const parts: string[] = [];
  const none = new Set<string>();
  let part = '';
  for (let at = 0; at < line.length; ) {
    const end = codeEnd(line, at, none) ?? (tags ? tagEnd(line, at, none) : undefined);
    if (end !== undefined) part += line.slice(at, end);
    else if (line.startsWith('\\|', at)) part += '|';
    else if (line[at] === '|') {
      parts.push(part);
      part = '';
    } else part += line[at];
    at = end ?? at + (line.startsWith('\\|', at) ? 2 : 1);
  }
  return [...parts, part];
}

/** Behind the code that begins at `at`; `none` keeps what has no end further on. */
function codeEnd(line: string, at: number, none: Set<string>): number | undefined {
  if (line.startsWith('<code', at)) return endOf(line, at + 5, '</code>', none);
  if (line[at] !== '`') return undefined;
  let from = at;
  while (line[from] === '`') from++;
  const ticks = line.slice(at, from);
  // White space on both sides of a single one: it is a sign like others.
  if (ticks.length === 1 && /^\s?$/.test(line[at - 1] ?? '') && /^\s$/.test(line[from] ?? '')) return from;
  return ticks.length > 64 ? from : (endOf(line, from, ticks, none) ?? from);
}

/** Behind the element that begins at `at`, or behind its tag. */
function tagEnd(line: string, at: number, none: Set<string>): number | undefined {
  if (line[at] !== '<') return undefined;
  const name = /^<([a-z]\w{0,15})/i.exec(line.slice(at, at + 17))?.[1];
  if (name !== undefined) return endOf(line, at + 1, `</${name}>`, none) ?? endOf(line, at + 1, '>', none);
  return line[at + 1] === '/' ? endOf(line, at + 1, '>', none) : undefined;
}

function endOf(line: string, from: number, close: string, none: Set<string>): number | undefined {
  const found = none.has(close) ? -1 : line.indexOf(close, from);
  if (found < 0) none.add(close);
  return found < 0 ? undefined : found + close.length;
}
