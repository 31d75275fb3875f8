/** A stretch of one line of a text; as the API tells it, without the file's path. */
export interface LinePlace {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly length: number;
  /** The line; of a long one, what is around the stretch. */
  readonly text: string;
  /** Where in `text` it begins. */
  readonly at: number;
}

/** Characters of a line that are told before a stretch, and after it. */
const AROUND = { before: 80, after: 200 };

/** Makes places of offsets, which must come in order. */
export function* linePlaces(
  text: string,
  spans: Iterable<{ readonly start: number; readonly end: number }>,
): Generator<LinePlace> {
  let line = 1;
  let from = 0;
  for (const { start, end } of spans) {
    for (let next = text.indexOf('\n', from); next >= 0 && next < start; next = text.indexOf('\n', from)) {
      line++;
      from = next + 1;
    }
    const stop = text.indexOf('\n', start);
    const cut = Math.max(from, start - AROUND.before);
    const until = Math.min(stop < 0 ? text.length : stop, end + AROUND.after);
    yield {
      line,
      column: start - from + 1,
      length: end - start,
      text: text.slice(cut, until).replace(/\r$/, ''),
      at: start - cut,
    };
  }
}
