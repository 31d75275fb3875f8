import { all, isBlock, moveAll, replace, styleOf, unwrap } from './dom.ts';
import { unfoldLists } from './lists.ts';
import { checklists, codeLines, joinRuns, joinWebLists, lateAddresses, linksIntoBlocks } from './repair.ts';
import { isWord, wordLists } from './word.ts';

/**
 * Makes of pasted HTML the plain HTML that it means: what only a style says becomes an element, what is furniture goes.
 * Changes the document.
 */
export function tidy(document: Document): void {
  const { body } = document;
  for (const node of all(body, FURNITURE)) node.remove();
  for (const node of all(body, '[role="heading"]')) namedHeading(node);
  lateAddresses(body);
  codeLines(body);
  joinWebLists(body);
  checklists(body);
  if (isWord(document)) wordLists(document);
  for (const node of all(body, '[style], font')) meant(node);
  for (const node of all(body, 'b, strong, i, em')) if (isPlain(node)) unwrap(node);
  joinRuns(body);
  linksIntoBlocks(body);
  unfoldLists(body);
  checkboxes(document);
  for (const node of all(body, 'br')) lineBreak(node);
  for (const node of all(body, 'figcaption em, figcaption i')) unwrap(node);
  for (const node of all(body, 'a[href]')) link(node);
  for (const node of all(body, 'h1, h2, h3, h4, h5, h6')) heading(node);
}

/** What is shown around a text, or not at all. */
const FURNITURE =
  'script, style, link, meta, title, template, noscript, nav, button, select, textarea, iframe, svg, [hidden], .mw-editsection, [aria-hidden="true"], input:not([type="checkbox"])';

/** Elements for what a style says, as Google Docs and Word write it. */
function meant(node: Element): void {
  const style = styleOf(node);
  if (HEADING.test(node.nodeName)) return;
  if (isBold(style)) wrapInside(node, 'strong');
  if (/^(?:italic|oblique)/.test(style.get('font-style') ?? '')) wrapInside(node, 'em');
  const line = style.get('text-decoration') ?? style.get('text-decoration-line') ?? '';
  if (line.includes('line-through') && node.nodeName !== 'DEL') wrapInside(node, 'del');
  const isCode = /^["']?(?:courier|consolas|menlo|monaco|roboto mono)/i.test(style.get('font-family') ?? '');
  if (isCode && node.nodeName === 'SPAN') wrapInside(node, 'code');
}

const HEADING = /^(?:H[1-6]|TH)$/;

const isBold = (style: ReadonlyMap<string, string>): boolean =>
  /^(?:bold|bolder|[6-9]00)$/.test(style.get('font-weight') ?? '');

/** What is bold by its name, and not by its style: Google Docs puts all of a text into a `b` of normal weight. */
function isPlain(node: Element): boolean {
  const style = styleOf(node);
  return /^(?:B|STRONG)$/.test(node.nodeName)
    ? /^(?:normal|400)$/.test(style.get('font-weight') ?? '')
    : style.get('font-style') === 'normal';
}

function wrapInside(node: Element, name: string): void {
  if (!node.textContent?.trim() || node.closest(name) || node.querySelector(BLOCKS)) return;
  const inner = node.ownerDocument.createElement(name);
  moveAll(node, inner);
  node.appendChild(inner);
}

const BLOCKS = 'p, div, ul, ol, table, blockquote, pre, h1, h2, h3, h4, h5, h6';

/** What is a heading by its role. */
function namedHeading(node: Element): void {
  const level = Number(node.getAttribute('aria-level') ?? 2);
  if (/^H[1-6]$/.test(node.nodeName) || !(level >= 1 && level <= 6)) return;
  const made = node.ownerDocument.createElement(`h${level}`);
  moveAll(node, made);
  replace(node, made);
}

/** A heading is bold anyway, and the sign of its link is no part of it. */
function heading(node: Element): void {
  for (const each of all(node, 'b, strong')) unwrap(each);
  for (const each of all(node, 'br')) replace(each, node.ownerDocument.createTextNode(' '));
  for (const each of all(node, 'a[href^="#"], a.anchor'))
    if (/^[\s#¶§🔗]*$/u.test(each.textContent ?? '')) each.remove();
  if (!node.textContent?.trim() && !node.querySelector('img')) node.remove();
}

/** The class of a line that separates paragraphs. */
export const GAP = 'gap';

/** Two of them are what separates paragraphs; one that no text follows is nothing. */
function lineBreak(node: Element): void {
  const [before, after] = [beside(node, 'previousSibling'), beside(node, 'nextSibling')];
  if (after?.nodeName === 'BR' && before && !isBlock(before)) {
    after.parentNode?.removeChild(after);
    const gap = node.ownerDocument.createElement('hr');
    gap.className = GAP;
    replace(node, gap);
  } else if (!before || !after || isBlock(before) || isBlock(after)) node.remove();
}

/** What is next to it but for space. */
function beside(node: Node, side: 'previousSibling' | 'nextSibling'): Node | null {
  let found = node[side];
  while (found && found.nodeType !== 1 && !found.textContent?.trim()) found = found[side];
  return found;
}

/** Where a link leads that goes by way of Google, and none where it leads nowhere outside of the page that it was on. */
function link(node: Element): void {
  const href = node.getAttribute('href') ?? '';
  const by = /^https:\/\/www\.google\.com\/url\?(.*)$/.exec(href)?.[1];
  const real = by === undefined ? href : (new URLSearchParams(by).get('q') ?? href);
  const leads = /^(?:https?:|mailto:|tel:|\/)/i.test(real);
  if (leads && (node.textContent?.trim() || node.querySelector('img'))) node.setAttribute('href', real);
  else {
    const outer = node.parentElement;
    unwrap(node);
    // The number of a note, whose page stays where it is.
    if (outer?.nodeName === 'SUP') unwrap(outer);
  }
}

/** Notion has a `div` or signs for a box to tick. */
function checkboxes(document: Document): void {
  for (const box of all(document, 'li .checkbox, li [role="checkbox"]')) {
    const isOn = box.classList.contains('checkbox-on') || box.getAttribute('aria-checked') === 'true';
    replace(box, newBox(document, isOn));
  }
  for (const item of all(document, 'li')) {
    const first = firstText(item);
    const [sign, state] = /^\s*\[([ xX])\][ \u00a0]+/.exec(first?.data ?? '') ?? [];
    if (!first || sign === undefined) continue;
    first.data = first.data.slice(sign.length);
    first.parentNode?.insertBefore(newBox(document, state !== ' '), first);
  }
}

function newBox(document: Document, isOn: boolean): Element {
  const box = document.createElement('input');
  box.setAttribute('type', 'checkbox');
  if (isOn) box.setAttribute('checked', '');
  return box;
}

/** The first text in an element that is more than space. */
function firstText(node: Node): Text | undefined {
  for (const child of Array.from(node.childNodes)) {
    if (child.nodeType === 3 && (child as Text).data.trim() !== '') return child as Text; // by its type
    const found = child.nodeType === 1 ? firstText(child) : undefined;
    if (found) return found;
  }
  return undefined;
}
