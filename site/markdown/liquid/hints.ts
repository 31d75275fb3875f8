import type MarkdownIt from 'markdown-it';
import type { StateBlock, Token } from '../markdown-it.ts';
import type { Piece } from './marks.ts';
import { type Reading, readingOf } from './reading.ts';

/** Warnings about Liquid that is read otherwise than its author may think. */
export function hint(tokens: readonly Token[], reading: Reading): void {
  let raw = false;
  for (const token of tokens) {
    if (token.type === 'liquid_raw') raw = true;
    else if (token.type === 'liquid_endraw') raw = false;
    else if (token.type === 'code_block' && !raw) inCode(token, reading);
    else if (token.type === 'fence' && !raw) inInfo(token, reading);
    else if (token.type === 'inline' && token.children) {
      asMarker(token.children, reading);
      inAttributes(token.children, reading);
    }
  }
}

/** Attribute lists are read before Liquid runs: those that are left in a text hold Liquid, and are text as a whole. */
function inAttributes(children: readonly Token[], reading: Reading): void {
  let isOpen = false;
  let first: Piece | undefined;
  for (const { type, content } of children) {
    if (type === 'softbreak' || type === 'hardbreak') {
      isOpen = false;
      first = undefined;
    } else if (type === 'liquid' && isOpen) first ??= reading.marks.piece(content);
    else if (type === 'text') {
      if (first && content.includes('}') && !isEscaped(first, reading))
        reportAttributes(first, reading, SHOWN);
      if (content.includes('}')) first = undefined;
      isOpen = /\{:[^{}]*$/.test(content) || (isOpen && !/[{}]/.test(content));
    }
  }
}

/** Whether a backslash says that the list before the piece is text. */
const isEscaped = ({ start }: Piece, { source }: Reading): boolean =>
  source[source.lastIndexOf('{:', start) - 1] === '\\';

const SHOWN = 'this is shown as text';

/** What is behind the language of a fence is never shown. */
function inInfo({ info, map }: Token, reading: Reading): void {
  const list = info.indexOf('{:');
  const found = list < 0 ? undefined : reading.find(info.slice(list));
  if (!found) return;
  const place = reading.lines.ofLines(info.slice(list), map?.[0] ?? 0);
  const span = { start: place(found.start), end: place(found.end - 1) + 1 };
  reportAttributes(span, reading, 'this list is left out');
}

function reportAttributes(span: Pick<Piece, 'start' | 'end'>, { findings }: Reading, so: string): void {
  const message = `Liquid does not run in an attribute list ({: … }): ${so}.`;
  const help =
    'Write the element as HTML, with Liquid in its attributes, or take the Liquid out of the list. To show it, write \\{: instead.';
  findings.warn('liquid_in_attributes', message, span, help);
}

function inCode(token: Token, reading: Reading): void {
  const place = reading.lines.ofLines(token.content, token.map?.[0] ?? 0);
  const found = reading.find(token.content);
  if (!found) return;
  const span = { start: place(found.start), end: place(found.end - 1) + 1 };
  const message = 'Four spaces before a line make it code: this Liquid is shown, and does not run.';
  const help = 'Indent it less. If it is to be shown, put a line with ``` before and behind it.';
  reading.findings.warn('liquid_in_code', message, span, help);
}

const MARKER = /^\s*(?:[-+*]|\d{1,9}[.)]|#{1,6})(?:\s|$)/;
const NUMBERED = /^[.)]\s/;
const PRINTS_MARKER = /^\{\{-?\s*(["'])\s*(?:[-+*]|\d{1,9}[.)]|#{1,6})\s*\1\s*-?\}\}$/;
const PRINTS_NUMBER =
  /^\{\{-?\s*(?:\d+|(?:[\w-]+\.)*(?:index0?|number|position|rank|order|n|i))\b[^"']*\}\}$/;

/** At the beginning of a line, a marker behind Liquid or out of it: Markdown has found its lists and headings by then. */
function asMarker(children: readonly Token[], reading: Reading): void {
  let first: Piece | undefined;
  let last: Piece | undefined;
  let begins = true;
  for (const { type, content } of children) {
    if (type === 'softbreak' || type === 'hardbreak') {
      begins = true;
      first = last = undefined;
    } else if (begins && type === 'liquid') {
      last = reading.marks.piece(content);
      first ??= last;
    } else if (type !== 'text' || content !== '') {
      if (begins && first && last && isMarker(last, type === 'text' ? content : '', reading))
        report(first, reading);
      begins = false;
    }
  }
}

function isMarker(piece: Piece, text: string, { source }: Reading): boolean {
  if (piece.kind === 'tag') return MARKER.test(text);
  const written = source.slice(piece.start, piece.end);
  if (PRINTS_MARKER.test(written)) return /^\s/.test(text);
  return NUMBERED.test(text) && PRINTS_NUMBER.test(written);
}

function report(piece: Piece, { findings }: Reading): void {
  const message =
    'A marker of a list or heading begins its line: behind Liquid, or printed by it, it is text.';
  const help =
    'Put tags on lines of their own above and below the item. Numbered items may all begin with 1. and count themselves.';
  findings.warn('liquid_marker', message, piece, help);
}

/** References are the whole text's: one that is defined between a tag and its end is there whatever the tag decides. */
export function watchReferences(md: MarkdownIt): void {
  md.block.ruler.before('reference', 'liquid_references', (state, startLine) => {
    const reading = readingOf(state);
    reading.blockLine = startLine;
    const env = state.env as { references?: Record<string, unknown> };
    env.references ??= watched(reading, state);
    return false;
  });
}

function watched(reading: Reading, { src, bMarks, tShift, eMarks }: StateBlock): Record<string, unknown> {
  const { place } = reading.context(src);
  return new Proxy<Record<string, unknown>>(Object.create(null), {
    defineProperty(references, name, property) {
      const line = reading.blockLine;
      const start = place((bMarks[line] ?? 0) + (tShift[line] ?? 0));
      const end = place((eMarks[line] ?? 1) - 1) + 1;
      const message =
        'This reference is defined between a tag and its end, but is there for the whole text whatever the tag decides.';
      const help = 'Define it outside of the tag, or write the address into the link.';
      if (reading.inBranch) reading.findings.warn('reference_in_branch', message, { start, end }, help);
      return Reflect.defineProperty(references, name, property);
    },
  });
}
