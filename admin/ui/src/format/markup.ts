/** A tag or output of Liquid in a template. */
export interface Markup {
  /** Empty for an output. */
  readonly name: string;
  /** Behind its end. */
  readonly end: number;
}

/** The tag or output that begins at an offset; undefined where none does, or it has no end. */
export function markupAt(source: string, at: number): Markup | undefined {
  if (source[at] !== '{') return undefined;
  const isOutput = source[at + 1] === '{';
  if (!isOutput && source[at + 1] !== '%') return undefined;
  const close = source.indexOf(isOutput ? '}}' : '%}', at + 2);
  if (close < 0) return undefined;
  const name = isOutput ? '' : (/^-?\s*(#|\w*)/.exec(source.slice(at + 2, close))?.[1] ?? '');
  return { name, end: close + 2 };
}

/** Behind the tag that ends a block whose inside is left as it is, such blocks inside it counted. */
export function endOfBlock(source: string, name: string, from: number): number {
  const tag = new RegExp(`\\{%-?\\s*(end)?${name}(?!\\w)[\\s\\S]*?%\\}`, 'g');
  tag.lastIndex = from;
  let depth = 1;
  for (let found = tag.exec(source); found; found = tag.exec(source)) {
    depth += found[1] ? -1 : 1;
    if (depth === 0 || (name === 'raw' && found[1])) return tag.lastIndex;
  }
  return source.length;
}

/** Behind the end tag of an element whose inside is left as it is, elements of that name inside it counted. */
export function endOfElement(source: string, name: string, from: number): number {
  const tag = new RegExp(`<(/?)${name}(?![\\w-])[^>]*>`, 'gi');
  tag.lastIndex = from;
  let depth = 1;
  for (let found = tag.exec(source); found; found = tag.exec(source)) {
    depth += found[1] ? -1 : 1;
    if (depth === 0) return tag.lastIndex;
  }
  return source.length;
}

/** Lines of a `{% liquid %}` tag behind its first, each with its columns from `indent`. */
export function indentLiquid(lines: readonly string[], indent: number): string[] {
  let depth = 1;
  return lines.map((line) => {
    const text = line.trim();
    if (/^-?%\}/.test(text)) return ' '.repeat(indent) + text;
    const word = /^\w+/.exec(text)?.[0] ?? '';
    if (/^end/.test(word)) depth = Math.max(1, depth - 1);
    const back = /^(?:else|elsif|when)$/.test(word) ? 1 : 0;
    const columns = indent + 2 * Math.max(1, depth - back);
    if (OPENS.test(word)) depth++;
    return text === '' ? '' : ' '.repeat(columns) + text;
  });
}

const OPENS = /^(?:if|unless|for|case|tablerow|capture|comment|block|ifchanged)$/;
/** Tags with an inside and an end tag. */
export const BLOCKS = /^(?:if|unless|for|case|tablerow|block|ifchanged)$/;
