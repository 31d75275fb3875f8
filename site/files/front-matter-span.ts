/** What editors put before it, a byte order mark and blank lines, is no part of the page. */
const OPEN = /^\ufeff?(?:[ \t]*\r?\n)*---[ \t]*\r?\n/;

/** Where the YAML of a page's front matter begins and ends; undefined when it has none. Offsets are UTF-16 units. */
export function frontMatterSpan(text: string): readonly [from: number, to: number] | undefined {
  const start = frontMatterStart(text);
  const close = start === undefined ? undefined : closingLine(text, start);
  return start !== undefined && close ? [start, close.at] : undefined;
}

/** Behind the first line of front matter, closed or not. */
export const frontMatterStart = (text: string): number | undefined => OPEN.exec(text)?.[0].length;

/** Where the line begins that closes front matter, and where the text behind it does. */
export function closingLine(text: string, start: number): { at: number; end: number } | undefined {
  const line = /^---[ \t]*(?:\r?\n|$)/gm;
  line.lastIndex = start;
  const found = line.exec(text);
  return found ? { at: found.index, end: found.index + found[0].length } : undefined;
}
