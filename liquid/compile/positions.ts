import type { Span } from './ast.ts';

/**
 * Positions of a program, packed as text so that a load costs one copy; run/locate.ts reads them when there is an
 * error. Numbers are in base 36, joined by commas: `lines` holds the length of each line with its line feed, `spans`
 * pairs of an offset's distance from the one before and the length of what is there.
 */
export function packLines(source: string): string {
  const lengths: string[] = [];
  let start = 0;
  for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', start)) {
    lengths.push((end + 1 - start).toString(36));
    start = end + 1;
  }
  return lengths.join();
}

export function packSpans(spans: readonly Span[]): string {
  const numbers: string[] = [];
  let last = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    numbers.push((start - last).toString(36), (end - start).toString(36));
    last = start;
  }
  return numbers.join();
}
