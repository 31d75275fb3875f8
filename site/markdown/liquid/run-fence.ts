import type { Token } from '../markdown-it.ts';
import type { Reading } from './reading.ts';

/** What stands behind the marks of a fence whose Liquid runs. */
const INFO = /^liquid\s+run\b/;

/**
 * Liquid behind the end of an author's file: what a fence marked `liquid run` prints is captured, and printed as text. Its
 * own text and the markup of partials are escaped so, and a value that is escaped where it is printed is not escaped twice.
 */
const TAIL = ['{% capture __run %}', '{{ __run | escape_once }}', '{% endcapture %}'] as const;

const MAY_RUN = /liquid\s+run/;

/** A source with what its fences that run need; the source itself where it can have none. */
export function withTail(source: string): string {
  return MAY_RUN.test(source) ? source + TAIL.join('') : source;
}

/** The source that `withTail` was given. */
export function withoutTail(tailed: string): string {
  return MAY_RUN.test(tailed) ? tailed.slice(0, -TAIL.join('').length) : tailed;
}

/** Makes a fence whose Liquid runs a block of Liquid; returns false for other fences. */
export function runFence(token: Token, reading: Reading): boolean {
  if (token.type !== 'fence' || !INFO.test(token.info.trim())) return false;
  const place = reading.lines.ofLines(token.content, (token.map?.[0] ?? 0) + 1);
  reading.enter(token.content, place, false);
  const context = reading.context(token.content);
  reading.unclosedIn(context);
  const code = reading.marked(context, 0, token.content.length);
  const [open, print, close] = tail(reading);
  token.type = 'liquid_run';
  token.content = `<pre><code class="language-liquid">${open}${code}${close}${print}</code></pre>\n`;
  return true;
}

/** Marks of the pieces behind the file. */
function tail({ marks, source }: Reading): [open: string, print: string, close: string] {
  const [open, print] = TAIL;
  const printAt = source.length + open.length;
  const closeAt = printAt + print.length;
  return [
    marks.add({ kind: 'tag', name: 'capture', start: source.length, end: printAt }),
    marks.add({ kind: 'output', name: '', start: printAt, end: closeAt }),
    marks.add({ kind: 'tag', name: 'endcapture', start: closeAt, end: source.length + TAIL.join('').length }),
  ];
}
