import type { Range } from './code-ranges.ts';

/** A whole tag or output, from where it begins. */
export const MARKUP = /^(?:\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/;

/**
 * Where tags and outputs are in a Markdown text, in order, outside of `code`. One that is not closed yet goes to the end of
 * its line. Linear in the text.
 */
export function liquidRanges(text: string, code: readonly Range[]): Range[] {
  const found: Range[] = [];
  const closers = { '{': closerOf(text, '}}'), '%': closerOf(text, '%}') };
  const opening = /\\\{|\{([{%])/g;
  let at = 0;
  for (let open = opening.exec(text); open; open = opening.exec(text)) {
    const kind = open[1];
    if (kind !== '{' && kind !== '%') continue; // a backslash shows it as text
    const from = open.index;
    while (at < code.length && (code[at]?.to ?? 0) <= from) at++;
    const inside = code[at];
    if (inside && inside.from <= from) {
      opening.lastIndex = inside.to;
      continue;
    }
    const to = closers[kind](from + 2) ?? lineEnd(text, from);
    found.push({ from, to });
    opening.lastIndex = to;
  }
  return found;
}

/** Finds the first closer behind an offset, each once. */
function closerOf(text: string, closer: string): (from: number) => number | undefined {
  let next = 0;
  return (from) => {
    if (next >= 0 && next < from) next = text.indexOf(closer, from);
    return next < 0 ? undefined : next + closer.length;
  };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
