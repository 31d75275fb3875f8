import type { Span } from '../liquid/pieces.ts';
import { htmlLines } from './html-lines.ts';

/** Code in a text of Markdown, with its marks. */
export interface Code extends Span {
  readonly kind: 'fence' | 'inline' | 'indented';
  /** The code itself. */
  readonly inner: Span;
  /** Of a fence: what stands behind its first mark. */
  readonly info: Span;
}

const FENCE = /^([ \t>]*)(`{3,}|~{3,})[ \t]*([^\n`]*)$/;
const LIST = /^[ \t]{0,3}(?:[-*+]|\d+[.)])[ \t]/;

/**
 * All code of a text, in order: fences, indented blocks, and what stands between backticks. HTML that is no Markdown has none;
 * `blockHtml`: HTML is Markdown.
 */
export function codeIn(text: string, blockHtml = false): Code[] {
  const found: Code[] = [];
  const html = htmlLines(text, blockHtml);
  let number = -1;
  let paragraph = 0;
  let inList = false;
  let afterBlank = true;
  const open = new Map<string, number>();
  const flush = (end: number) => {
    if (end > paragraph) inlineCode(text, paragraph, end, found);
  };
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    number++;
    if (html.has(number)) {
      flush(at);
      paragraph = end + 1;
      afterBlank = true;
      at = end + 1;
      continue;
    }
    const fence = FENCE.exec(line);
    const code = fence ? fenceAt(text, at, end, fence, open) : undefined;
    const indented =
      !code && afterBlank && !inList && CODE_LINE.test(line) ? indentedAt(text, at) : undefined;
    const block = code ?? indented;
    if (block) {
      flush(at);
      found.push(block);
      number += linesIn(text, at, block.end) - 1;
      at = block.end;
      paragraph = at;
      afterBlank = true;
      continue;
    }
    const isBlank = line.trim() === '';
    if (isBlank) {
      flush(at);
      paragraph = end + 1;
    } else if (LIST.test(line)) inList = true;
    else if (!/^[ \t]/.test(line) && afterBlank) inList = false;
    afterBlank = isBlank;
    at = end + 1;
  }
  flush(text.length);
  return found;
}

const linesIn = (text: string, start: number, end: number): number =>
  text.slice(start, end).split('\n').length - (text[end - 1] === '\n' ? 1 : 0);

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};

/** `open` has the shortest marks of each sign that nothing closes up to the end: they are looked for once. */
function fenceAt(
  text: string,
  start: number,
  firstEnd: number,
  found: RegExpExecArray,
  open: Map<string, number>,
): Code | undefined {
  const [, indent = '', mark = '', info = ''] = found;
  if (mark.length >= (open.get(mark.charAt(0)) ?? Infinity)) return undefined;
  const close = new RegExp(`^[ \\t>]*${mark[0]}{${mark.length},}[ \\t]*$`);
  const infoEnd = firstEnd;
  const infoStart = start + indent.length + mark.length;
  for (let at = firstEnd + 1; at <= text.length; ) {
    const end = lineEnd(text, at);
    if (close.test(text.slice(at, end))) {
      return {
        kind: 'fence',
        start,
        end: Math.min(end + 1, text.length),
        inner: { start: firstEnd + 1, end: at },
        info: { start: infoStart, end: info === '' ? infoStart : infoEnd },
      };
    }
    if (end >= text.length) break;
    at = end + 1;
  }
  open.set(mark.charAt(0), mark.length);
  return undefined;
}

/** A line with more than white space behind its four columns. */
const CODE_LINE = /^(?: {4}|\t)\s*\S/;

function indentedAt(text: string, start: number): Code | undefined {
  let end = start;
  for (let at = start; at < text.length; ) {
    const to = lineEnd(text, at);
    const line = text.slice(at, to);
    if (CODE_LINE.test(line)) end = Math.min(to + 1, text.length);
    else if (line.trim() !== '') break;
    at = to + 1;
  }
  if (end === start) return undefined;
  const span = { start, end };
  return { kind: 'indented', ...span, inner: span, info: { start, end: start } };
}

/** Runs of backticks of equal length, within one block. */
function inlineCode(text: string, from: number, to: number, found: Code[]): void {
  const runs = Array.from(text.slice(from, to).matchAll(/`+/g), ({ 0: run, index }) => ({
    at: from + index,
    length: run.length,
  }));
  const nextOf = alikeBehind(runs);
  for (let at = 0; at < runs.length; at++) {
    const open = runs[at];
    if (!open || text[open.at - 1] === '\\') continue;
    const close = nextOf[at];
    const end = close === undefined ? undefined : runs[close];
    if (close === undefined || !end) continue;
    const inner = { start: open.at + open.length, end: end.at };
    const info = { start: open.at, end: open.at };
    found.push({ kind: 'inline', start: open.at, end: end.at + end.length, inner, info });
    at = close;
  }
}

/** Of each run, the place of the next that is as long. */
function alikeBehind(runs: readonly { readonly length: number }[]): readonly (number | undefined)[] {
  const last = new Map<number, number>();
  const found: (number | undefined)[] = runs.map(() => undefined);
  for (const [at, { length }] of runs.entries()) {
    const before = last.get(length);
    if (before !== undefined) found[before] = at;
    last.set(length, at);
  }
  return found;
}

/** Whether a place is in code. `codes` are in order. */
export function codeAt(codes: readonly Code[], at: number): Code | undefined {
  let low = 0;
  let high = codes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((codes[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const found = codes[low];
  return found && found.start <= at ? found : undefined;
}
