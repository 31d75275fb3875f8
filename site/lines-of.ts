/** Lines of a text that comes in pieces, and undefined after each piece. */
export function* linesOf(pieces: Iterable<string>): Generator<string | undefined> {
  let rest: string | undefined;
  for (const piece of pieces) {
    const lines = ((rest ?? '') + piece).split('\n');
    rest = lines.pop();
    yield* lines;
    yield undefined;
  }
  if (rest !== undefined) yield rest;
}
