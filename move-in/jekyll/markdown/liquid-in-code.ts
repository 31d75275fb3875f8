import { Edits } from '../liquid/edits.ts';
import { escapeHtml } from '../liquid/highlight.ts';
import { type Piece, piecesOf } from '../liquid/pieces.ts';
import { type Code, codeAt, codeIn } from './code.ts';

/**
 * Liquid runs before Markdown in Jekyll, in code too. Here code is found first: `raw` that only protects code is removed, and code
 * whose Liquid ran becomes code that runs. `blockHtml`: HTML is Markdown. `ran` and `bare` are called with what was there.
 */
export function settleCode(
  text: string,
  blockHtml: boolean,
  note: { ran(old: string): void; bare(old: string): void },
): string {
  if (!text.includes('{%') && !text.includes('{{')) return text;
  const codes = codeIn(text, blockHtml);
  const pieces = piecesOf(text);
  const edits = new Edits();
  const running = new Map<Code, Piece[]>();
  for (const piece of pieces) {
    if (piece.kind === 'raw') bareRaw(text, piece, codes, edits, note);
    else if (piece.kind === 'output' || piece.kind === 'tag') {
      const code = codeAt(codes, piece.start);
      // `{% highlight %}` that stands in what looks like code is code by itself.
      if (code && piece.end <= code.end) running.set(code, [...(running.get(code) ?? []), piece]);
    }
  }
  for (const [code] of running) {
    note.ran(text.slice(code.start, code.end));
    run(text, code, pieces, edits);
  }
  return edits.apply(text);
}

/** Takes `{% raw %}` away where nothing outside of code is Liquid. */
function bareRaw(
  text: string,
  { start, end, inner }: Extract<Piece, { kind: 'raw' | 'comment' }>,
  codes: readonly Code[],
  edits: Edits,
  note: { bare(old: string): void },
): void {
  for (let at = inner.start; at < inner.end; at++) {
    if (text[at] !== '{' || (text[at + 1] !== '{' && text[at + 1] !== '%')) continue;
    const code = codeAt(codes, at);
    if (!code) return;
    at = Math.max(at, Math.min(code.end, inner.end) - 1);
  }
  note.bare(text.slice(start, end));
  edits.replace(start, inner.start, '');
  edits.replace(inner.end, end, '');
}

function run(text: string, code: Code, pieces: readonly Piece[], edits: Edits): void {
  const own = pieces.filter(({ start, end }) => end > code.start && start < code.end);
  if (code.kind === 'fence') edits.replace(code.info.start, code.info.end, 'liquid run');
  else if (code.kind === 'indented') {
    const lines = text
      .slice(code.start, code.end)
      .replace(/^(?: {4}|\t)/gm, '')
      .trimEnd();
    edits.replace(code.start, code.end, `\`\`\`liquid run\n${lines}\n\`\`\`\n`);
  } else {
    const parts = own.map((piece) => {
      const from = Math.max(piece.start, code.inner.start);
      const to = Math.min(piece.end, code.inner.end);
      const part = text.slice(from, to);
      // What it prints is code too.
      if (piece.kind === 'output') return part.replace(/\s*(-?\}\})$/, ' | escape $1');
      if (piece.kind !== 'text') return part;
      return escapeHtml(part).replace(/[*_[\]`\\]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    });
    edits.replace(code.start, code.end, `<code>${parts.join('').trim()}</code>`);
  }
}
