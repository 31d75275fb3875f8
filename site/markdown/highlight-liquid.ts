import { append } from '../../schema/text/append.ts';
/** A part of a text that has a class: `tok-keyword`, as Lezer's classHighlighter names them. */
export interface CodeSpan {
  readonly from: number;
  readonly to: number;
  readonly classes: string;
}

type Region = Pick<CodeSpan, 'from' | 'to'>;

/** A string, a number, a word, or what stands between them. */
const PART =
  /(?<string>"[^"]*"|'[^']*')|(?<number>-?\d+(?:\.\d+)?)\b|(?<word>[a-z_][\w-]*\??)|(?<operator>[|=<>!:,]+|\.\.)/gi;
const MARKUP = /\{\{-?|\{%-?/g;
const WORDS: ReadonlySet<string> = new Set([
  ...['and', 'or', 'contains', 'in', 'with', 'for', 'as', 'by', 'limit', 'offset', 'reversed', 'cols'],
]);
const LITERALS: ReadonlySet<string> = new Set(['true', 'false', 'nil', 'null', 'empty', 'blank']);

/** Liquid, and HTML around it: which Lezer has no parser of its own for, so that HTML is read with blanks in its place. */
export function liquidSpans(code: string, html: (text: string) => CodeSpan[] | undefined): CodeSpan[] {
  const liquid: CodeSpan[] = [];
  const regions: Region[] = [];
  let around = '';
  let at = 0;
  for (const open of code.matchAll(MARKUP)) {
    if (open.index < at) continue;
    const closer = open[0].startsWith('{{') ? '}}' : '%}';
    const close = code.indexOf(closer, open.index + 2);
    if (close < 0) break;
    const end = close + 2;
    around += code.slice(at, open.index) + code.slice(open.index, end).replace(/[^\n]/g, ' ');
    append(liquid, inside(code, open.index, end, open[0]));
    regions.push({ from: open.index, to: end });
    at = end;
  }
  const outside = html(around + code.slice(at)) ?? [];
  return [...outside.flatMap((span) => without(span, regions)), ...liquid].sort((a, b) => a.from - b.from);
}

function inside(code: string, start: number, end: number, open: string): CodeSpan[] {
  const from = start + open.length;
  const to = code[end - 3] === '-' && end - 3 >= from ? end - 3 : end - 2;
  const spans: CodeSpan[] = [{ from: start, to: from, classes: 'tok-meta' }];
  let first = open.startsWith('{%');
  let pipe = false;
  for (const part of code.slice(from, to).matchAll(PART)) {
    const at = from + part.index;
    const classes = classOf(part.groups ?? {}, first, pipe);
    if (part.groups?.word) first = false;
    pipe = part[0] === '|';
    if (classes) spans.push({ from: at, to: at + part[0].length, classes });
  }
  spans.push({ from: to, to: end, classes: 'tok-meta' });
  return spans;
}

function classOf({ string, number, word, operator }: Record<string, string>, first: boolean, pipe: boolean) {
  if (string) return 'tok-string';
  if (number) return 'tok-number';
  if (operator) return 'tok-operator';
  if (word === undefined) return undefined;
  if (first || WORDS.has(word)) return 'tok-keyword';
  if (LITERALS.has(word)) return 'tok-atom';
  return pipe ? 'tok-propertyName' : 'tok-variableName';
}

/** What is left of a span outside of these, which are in order. */
function without({ from, to, classes }: CodeSpan, taken: readonly Region[]): CodeSpan[] {
  const left: CodeSpan[] = [];
  let at = from;
  for (const hole of between(taken, from, to)) {
    if (hole.from > at) left.push({ from: at, to: hole.from, classes });
    at = Math.max(at, hole.to);
  }
  if (at < to) left.push({ from: at, to, classes });
  return left;
}

function between(spans: readonly Region[], from: number, to: number): readonly Region[] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.to ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < spans.length && (spans[end]?.from ?? to) < to) end++;
  return spans.slice(low, end);
}
