import { Finder } from './constructs.ts';

/** What may part a table's head from its body, in a quote or list too. */
const DELIMITER_ROW = /^[-+*:| >\t]+$/m;

/** Puts `bar` in place of each `|` in Liquid, which parts no cells, where a text has a table at all, or `always`. Same length. */
export function maskBars(text: string, bar: string, always = false): string {
  if (!always && !DELIMITER_ROW.test(text)) return text;
  return text
    .split('\n')
    .map((line) => (line.includes('|') && /\{[{%]/.test(line) ? maskLine(line, bar) : line))
    .join('\n');
}

/** Of code and Liquid, whichever opens first wins. */
function maskLine(line: string, bar: string): string {
  const finder = new Finder(line);
  const unclosed = new Set<string>();
  let out = '';
  for (let at = 0; at < line.length; ) {
    const ticks = /^`+/.exec(line.slice(at, at + MAX_TICKS))?.[0];
    const found = finder.at(at);
    const end = found?.end ?? (ticks === undefined ? at + 1 : endOfCode(line, at, ticks, unclosed));
    const part = line.slice(at, end);
    out += found ? part.replaceAll('|', bar) : part;
    at = end;
  }
  return out;
}

/** More backticks than this open no code here. */
const MAX_TICKS = 64;

/** Behind the code that `ticks` opens, or behind them when nothing closes it. */
function endOfCode(line: string, at: number, ticks: string, unclosed: Set<string>): number {
  const from = at + ticks.length;
  if (unclosed.has(ticks)) return from;
  for (let next = line.indexOf(ticks, from); next >= 0; ) {
    let end = next + ticks.length;
    while (line[end] === '`') end++;
    if (end - next === ticks.length) return end;
    next = line.indexOf(ticks, end);
  }
  unclosed.add(ticks);
  return from;
}
