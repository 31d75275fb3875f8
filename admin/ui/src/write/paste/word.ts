import { all, moveAll, putBefore, replace, unwrap } from './dom.ts';

/** Word writes a list as paragraphs whose style says the list and the level: `mso-list:l0 level2 lfo1`. */

const IN_LIST = /mso-list:\s*l(\d+)\s+level(\d+)\s+lfo(\d+)/i;

export const isWord = (document: Document): boolean =>
  /mso-|MsoNormal|urn:schemas-microsoft-com/.test(document.documentElement.outerHTML);

/** Makes lists of them, and takes away Word's own elements. */
export function wordLists(document: Document): void {
  const { body } = document;
  for (const node of all(body, '*')) if (/^o:|^w:|^v:/i.test(node.nodeName)) dropOwn(node);
  const open: { level: number; list: Element; name: string }[] = [];
  for (const node of all(body, 'p, h1, h2, h3, h4, h5, h6, table')) {
    const [, , deep, name = ''] = IN_LIST.exec(node.getAttribute('style') ?? '') ?? [];
    if (deep !== undefined && node.nodeName !== 'P') takeMarker(node);
    if (deep === undefined || node.nodeName !== 'P') open.length = 0;
    else addItem(node, Number(deep), name, open);
  }
  for (const node of all(body, 'p'))
    if (!node.textContent?.replaceAll('\u00a0', ' ').trim() && !node.querySelector('img')) node.remove();
  titles(document);
}

interface Open {
  readonly level: number;
  readonly list: Element;
  readonly name: string;
}

function addItem(node: Element, level: number, name: string, open: Open[]): void {
  const ordered = takeMarker(node);
  while ((open.at(-1)?.level ?? 0) > level) open.pop();
  if (open.at(-1)?.level === level && open.at(-1)?.name !== name) open.pop();
  let top = open.at(-1);
  if (!top || top.level < level) {
    const list = node.ownerDocument.createElement(ordered === undefined ? 'ul' : 'ol');
    if (ordered !== undefined && ordered !== 1) list.setAttribute('start', String(ordered));
    const item = top?.list.lastElementChild;
    if (item) item.appendChild(list);
    else putBefore(node, list);
    top = { level, list, name };
    open.push(top);
  }
  const item = node.ownerDocument.createElement('li');
  moveAll(node, item);
  top.list.appendChild(item);
  node.remove();
}

/** Takes the sign of an item away; its number, where it is one. */
function takeMarker(node: Element): number | undefined {
  const marker = all(node, '[style]').find((each) =>
    /mso-list:\s*ignore/i.test(each.getAttribute('style') ?? ''),
  );
  const text = (marker?.textContent ?? '').replaceAll('\u00a0', ' ').trim();
  marker?.remove();
  const [, digits] = /^\(?(\d+|[a-z]|[ivx]+)[.)]/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return /^\d+$/.test(digits) ? Number(digits) : 1;
}

/** The title of a document is a paragraph of its own style. */
function titles(document: Document): void {
  for (const node of all(document, 'p.MsoTitle, p.MsoSubtitle, p.MsoQuote, p.MsoIntenseQuote')) {
    const name = /Quote/.test(node.className) ? 'blockquote' : node.className === 'MsoTitle' ? 'h1' : 'h2';
    const made = document.createElement(name);
    moveAll(node, made);
    replace(node, made);
  }
}

/** `<o:p>` holds a space, or what is in the paragraph. */
function dropOwn(node: Element): void {
  if (node.textContent?.replaceAll('\u00a0', ' ').trim()) unwrap(node);
  else node.remove();
}
