import { closesElement, opensElement } from '../kramdown/blocks/html.ts';
import type { Token } from '../markdown-it.ts';
import { isBlockTag } from './constructs.ts';
import type { Piece } from './marks.ts';
import type { Reading } from './reading.ts';

/** A tag that is open, and the element that it is in. */
interface Open {
  readonly piece: Piece;
  readonly parent: Token | undefined;
}

/**
 * Reports what would leave half an element behind: a tag that opens in one block, or in emphasis, and is parted or closed
 * in another. Tags without an end, or that end what is not open, are the parser's to report.
 */
export function checkNesting(tokens: readonly Token[], reading: Reading): void {
  const elements: Token[] = [];
  const open: Open[] = [];
  for (const token of withChildren(tokens)) {
    if (closesElement(token)) elements.pop();
    if (token.nesting === 1) elements.push(token);
    else if (token.nesting === -1) elements.pop();
    else if (token.type.startsWith('liquid') || token.type.startsWith('html')) {
      for (const part of reading.marks.cut(token.content)) {
        const parent = token.type === 'liquid_run' ? token : elements.at(-1);
        if (typeof part !== 'string') pass(part, parent, open, reading);
      }
    }
    if (opensElement(token)) elements.push(token);
  }
}

function* withChildren(tokens: readonly Token[]): Generator<Token> {
  for (const token of tokens) {
    yield token;
    if (token.type === 'inline') yield* token.children ?? [];
  }
}

function pass(piece: Piece, parent: Token | undefined, open: Open[], reading: Reading): void {
  const { name } = piece;
  if (isBlockTag(name)) {
    open.push({ piece, parent });
    return;
  }
  const closes = name.startsWith('end') ? name.slice(3) : undefined;
  const at = open.findLastIndex(({ piece: opened }) => opened.name === closes);
  const opened = closes === undefined ? undefined : open[at];
  if (!opened) return;
  open.length = at;
  if (opened.parent !== parent) report(opened, piece, parent, reading);
}

function report(
  { piece, parent }: Open,
  end: Piece,
  endParent: Token | undefined,
  { findings }: Reading,
): void {
  const message = `This ${end.name} closes ${article(piece.name)} ${piece.name} that opens in ${nameOf(parent)}, and stands in ${nameOf(endParent)}.`;
  const help =
    'Put both on lines of their own with a blank line on each side, or both into the same paragraph.';
  findings.error('tag_across_blocks', message, end, help);
}

const article = (name: string): string => (/^[aeiou]/.test(name) ? 'an' : 'a');

const ELEMENTS: ReadonlyMap<string, string> = new Map([
  ['p', 'a paragraph'],
  ['blockquote', 'a quote'],
  ['li', 'a list item'],
  ['ul', 'a list'],
  ['ol', 'a list'],
  ['td', 'a cell'],
  ['th', 'a cell'],
  ['tbody', 'a table'],
  ['table', 'a table'],
  ['em', 'emphasis'],
  ['strong', 'strong text'],
  ['s', 'struck text'],
  ['a', 'a link'],
  ['dd', 'a definition'],
  ['dt', 'a term'],
  ['code', 'a fence'],
]);

function nameOf(token: Token | undefined): string {
  if (!token) return 'the text itself';
  if (opensElement(token)) return 'an element with markdown="1"';
  return ELEMENTS.get(token.tag) ?? (/^h\d$/.test(token.tag) ? 'a heading' : 'another block');
}
