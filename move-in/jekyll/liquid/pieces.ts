/** A stretch of a template: offsets in its source, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a template is made of. `inner` is what stands between the delimiters, hyphens left out. */
export type Piece =
  | (Span & { readonly kind: 'text' })
  | (Span & { readonly kind: 'output'; readonly inner: Span })
  | (Span & { readonly kind: 'tag'; readonly name: string; readonly inner: Span })
  /** `{% raw %}…{% endraw %}` or a comment, whole; `inner` is what stands between the tags. */
  | (Span & { readonly kind: 'raw' | 'comment'; readonly inner: Span });

const NAME = /\s*([\w-]*)/y;

/** Cuts a template into pieces as Ruby's Liquid does: what is not closed is text. */
export function piecesOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  let textFrom = 0;
  // What begins behind the last end is not closed; its end is not looked for again and again.
  const lastEnds = { output: source.lastIndexOf('}}'), tag: source.lastIndexOf('%}') };
  let at = nextOpen(source, 0);
  while (at >= 0) {
    const isClosed = at < lastEnds[source[at + 1] === '{' ? 'output' : 'tag'];
    const piece = isClosed ? pieceAt(source, at) : undefined;
    if (!piece) {
      at = nextOpen(source, at + 2);
      continue;
    }
    if (at > textFrom) pieces.push({ kind: 'text', start: textFrom, end: at });
    pieces.push(piece);
    textFrom = piece.end;
    at = nextOpen(source, textFrom);
  }
  if (textFrom < source.length) pieces.push({ kind: 'text', start: textFrom, end: source.length });
  return pieces;
}

function nextOpen(source: string, from: number): number {
  for (let at = source.indexOf('{', from); at >= 0; at = source.indexOf('{', at + 1))
    if (source[at + 1] === '{' || source[at + 1] === '%') return at;
  return -1;
}

function pieceAt(source: string, start: number): Piece | undefined {
  const isOutput = source[start + 1] === '{';
  const close = source.indexOf(isOutput ? '}}' : '%}', start + 2);
  if (close < 0) return undefined;
  const from = source[start + 2] === '-' ? start + 3 : start + 2;
  const to = close > from && source[close - 1] === '-' ? close - 1 : close;
  // `{{ a }` and `{{{ a }}}`: the last brace belongs to the output's inside, or is text.
  if (isOutput) return { kind: 'output', start, end: close + 2, inner: { start: from, end: to } };
  NAME.lastIndex = from;
  const name = NAME.exec(source)?.[1] ?? '';
  const inner = { start: Math.min(NAME.lastIndex, to), end: to };
  if (name !== 'raw' && name !== 'comment') return { kind: 'tag', name, start, end: close + 2, inner };
  const end = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`, 'g');
  end.lastIndex = close + 2;
  const found = end.exec(source);
  if (!found)
    return { kind: name, start, end: source.length, inner: { start: close + 2, end: source.length } };
  return { kind: name, start, end: end.lastIndex, inner: { start: close + 2, end: found.index } };
}
