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

/** UTF-16 units of a piece, about. */
const PIECE = 256 * 1024;

/** A text of such lines, in pieces of some of them. */
export function* piecesOf(lines: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  let units = 0;
  let before = '';
  for (const line of lines) {
    piece.push(before + line);
    units += line.length;
    before = '\n';
    if (units < PIECE) continue;
    yield piece.join('');
    piece = [];
    units = 0;
  }
  if (piece.length > 0) yield piece.join('');
}
