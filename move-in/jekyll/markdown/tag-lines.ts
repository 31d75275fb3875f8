import { Edits } from '../liquid/edits.ts';
import { type Piece, piecesOf } from '../liquid/pieces.ts';
import { type Code, codeAt, codeIn } from './code.ts';

type Tag = Piece & { kind: 'tag' };

const OPENS = new Set(['for', 'if', 'unless', 'case', 'tablerow', 'capture', 'ifchanged']);
const PARTS = new Set(['else', 'elsif', 'when']);

/**
 * Puts tags of blocks that go over several lines on lines of their own. Liquid runs before Markdown in Jekyll, so that a loop may
 * begin before the mark of a list item and end behind it, or in another row of a table.
 */
export function settleTagLines(text: string): string {
  const codes = codeIn(text);
  const pieces = piecesOf(text).filter(
    (piece): piece is Tag => piece.kind === 'tag' && codeAt(codes, piece.start) === undefined,
  );
  const edits = new Edits();
  const moved = blocksOf(pieces).filter((block) =>
    text.slice(block[0]?.start, block.at(-1)?.end).includes('\n'),
  );
  const ends = new Set(moved.flatMap((block) => block.map(({ end }) => end)));
  for (const tag of moved.flat()) ownLine(text, tag, ends, edits);
  return edits.apply(text);
}

/** A list item in a condition, on one line. */
const ITEM =
  /^([ \t]*)(\{%\s*(?:if|unless)\b(?:(?!-?%\}).)*%\})((?:[-*+]|\d+\.)[ \t].*?)(\{%\s*end(?:if|unless)\s*%\})[ \t]*$/gm;

/** Puts the condition of a list item on lines of its own: `{% if a %}* b{% endif %}` is one where the condition holds. */
export function settleItems(text: string): string {
  let codes: readonly Code[] | undefined;
  return text.replaceAll(
    ITEM,
    (whole, indent: string, opens: string, item: string, closes: string, at: number) => {
      codes ??= codeIn(text);
      return codeAt(codes, at) || item.includes('{%')
        ? whole
        : [opens, item, closes].map((line) => indent + line).join('\n');
    },
  );
}

/** The tags of each block: what opens it, its parts, and what closes it. Those that are not closed are left out. */
function blocksOf(tags: readonly Tag[]): Tag[][] {
  const found: Tag[][] = [];
  const open: Tag[][] = [];
  for (const tag of tags) {
    if (OPENS.has(tag.name)) open.push([tag]);
    else if (PARTS.has(tag.name)) open.at(-1)?.push(tag);
    else if (open.at(-1)?.[0]?.name === tag.name.replace(/^end/, '') && tag.name.startsWith('end')) {
      const block = open.pop() ?? [];
      found.push([...block, tag]);
    }
  }
  return found;
}

/** `ends`: where tags end that a line break follows already. */
function ownLine(text: string, { start, end }: Tag, ends: ReadonlySet<number>, edits: Edits): void {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const found = text.indexOf('\n', end);
  const before = text.slice(lineStart, start);
  const after = text.slice(end, found < 0 ? text.length : found);
  const indent = /^[ \t]*/.exec(before)?.[0] ?? '';
  const tag = text.slice(start, end);
  const lead = before.trim() === '' || ends.has(lineStart + before.trimEnd().length) ? '' : '\n';
  edits.replace(start, end, `${lead}${tag}${after.trim() === '' ? '' : `\n${indent}`}`);
}
