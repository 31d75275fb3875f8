import { lineEnd, lineStart, type Text } from './text.ts';

/** Characters that are taken out, and what comes in their place. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export function spliced(source: string, splices: readonly Splice[]): string {
  let text = source;
  for (const { from, to, text: put } of [...splices].sort((a, b) => b.from - a.from || b.to - a.to))
    text = text.slice(0, from) + put + text.slice(to);
  return text;
}

/** Whole lines behind the line in which something ends. */
export function linesBehind({ source, place }: Text, at: number, lines: string): Splice {
  const to = lineEnd(source, at);
  const isOpen = to === source.length && source !== '' && !source.endsWith('\n');
  return { from: to, to, text: isOpen ? place.eol + lines : lines + place.eol };
}

/** By how many spaces the line is indented that something is in. */
export const indentOf = (source: string, at: number): number =>
  /^ */.exec(source.slice(lineStart(source, at), at))?.[0].length ?? 0;
