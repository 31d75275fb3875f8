import { isBlock } from './dom.ts';

/** Where a text is: at the start of a line other signs mean something than within it, and in a table a bar does. */
export interface Around {
  /** Of a block, of a line within one, or neither. */
  readonly start: 'block' | 'line' | undefined;
  readonly inCell: boolean;
}

/** A text as Markdown with Liquid reads it back, with as few signs in front of others as that takes. */
export function escapeText(text: string, { start, inCell }: Around): string {
  const inline = text
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
    .replace(/[*_]/g, (sign, at: number) => (isItself(text, at) ? sign : `\\${sign}`))
    .replace(/`/g, '\\`')
    .replace(/(?<=\^)\[|\[(?=\^|[^\]]*\][([:{])/g, '\\[')
    .replace(/<(?=[a-z/!?])/gi, '\\<')
    .replace(/\{(?=[{%:])/g, '{\\')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/~(?=~)/g, '\\~')
    .replace(inCell ? /\|/g : /(?!)/g, '\\|');
  if (start === undefined) return inline;
  // A line of them below a text makes a heading of it.
  const dashes = start === 'line' ? inline.replace(/^(\s*)(-+\s*)$/, '$1\\$2') : inline;
  return escapeStart(dashes);
}

const escapeStart = (text: string): string =>
  text
    .replace(/^(\s*)([-+:~](?=\s|$)|>|#{1,6}(?=\s|$)|~~~|=+\s*$|-{3,}\s*$|-(?=[ -]*- ?-[ -]*$))/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)](?=\s|$))/, '$1\\$2');

/** Stars and underlines between spaces mean themselves, and underlines within a word: `2 * 3`, `snake_case`. */
function isItself(text: string, at: number): boolean {
  const [before = '', after = ''] = [text[at - 1], text[at + 1]];
  if (/^\s$/.test(before) && /^\s$/.test(after)) return text.slice(0, at).trim() !== '';
  return text[at] === '_' && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
}

/** Escapes the texts in an element, as what they are in: code stays as it is. */
export function escapeTexts(root: Node, first?: Around['start'], inCell = false): void {
  let start: Around['start'] = first;
  for (const child of Array.from(root.childNodes)) {
    if (child.nodeType === 3) {
      const text = child.nodeValue ?? '';
      child.nodeValue = escapeEnd(escapeText(text, { start, inCell }), child);
      if (text.trim()) start = undefined;
      continue;
    }
    const opens = isBlock(child) ? 'block' : child.nodeName === 'BR' ? 'line' : undefined;
    start = opens ?? start;
    if (!/^(?:PRE|CODE)$/.test(child.nodeName))
      escapeTexts(child, start, inCell || /^T[DH]$/.test(child.nodeName));
    if (!opens && child.textContent?.trim()) start = undefined;
  }
}

/** A sign at the end of a text, which begins something with what follows: elements that print nothing may be between. */
function escapeEnd(text: string, node: Node): string {
  if (!/[<{]$/.test(text)) return text;
  const next = followingText(node);
  if (text.endsWith('<')) return /^[a-z/!?]/i.test(next) ? `${text.slice(0, -1)}\\<` : text;
  return /^[{%:]/.test(next) ? `${text.slice(0, -1)}&#123;` : text;
}

/** The next text of the document that is not empty. */
function followingText(from: Node): string {
  for (let node: Node | null = from; node; ) {
    while (node && !node.nextSibling) node = node.parentNode;
    node = node?.nextSibling ?? null;
    while (node?.firstChild) node = node.firstChild;
    if (node?.nodeType === 3 && node.nodeValue) return node.nodeValue;
  }
  return '';
}

/** Takes away signs that nobody sees, which would part others until they are gone. */
export function dropInvisible(node: Node): void {
  if (node.nodeType === 3) node.nodeValue = (node.nodeValue ?? '').replace(/[\u200b\u00ad\ufeff]/g, '');
  for (const child of Array.from(node.childNodes)) dropInvisible(child);
}

/** An address that Markdown, HTML and Liquid read as nothing else. */
export const plainAddress = (address: string): string =>
  address.trim().replace(/[\s\0-\x1f<>{}"`\\^|]/g, encodeURIComponent);

/** A text for quotes or brackets of Markdown. */
export const plainTitle = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\\|<(?=[a-z/!?])/gi, '\\$&')
    .replace(/\{(?=[{%:])/g, '{\\');
