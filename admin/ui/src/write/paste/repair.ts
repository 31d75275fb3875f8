import { all, childrenOf, isBlock, moveAll, putBefore, replace, unwrap } from './dom.ts';

/** Mends what programs split or put around things, so that each becomes one thing of Markdown. */

/** One emphasis for runs that follow each other: Word and Google Docs begin a new one at every change of anything. */
export function joinRuns(body: Element): void {
  for (const node of all(body, 'span, font, u, ins')) unwrap(node);
  body.normalize();
  for (const node of all(body, 'strong, b, em, i, del, s, code')) if (isInOwnKind(node)) unwrap(node);
  body.normalize();
  for (const node of all(body, 'strong, b, em, i, del, s, code')) {
    if (!body.contains(node) || node.closest('pre')) continue;
    for (let next = follower(node); next; next = follower(node)) {
      while (node.nextSibling && node.nextSibling !== next) node.appendChild(node.nextSibling);
      moveAll(next, node);
      next.parentNode?.removeChild(next);
    }
  }
}

/** Bold within bold is no more than that. */
function isInOwnKind(node: Element): boolean {
  for (let outer = node.parentElement; outer; outer = outer.parentElement)
    if (kind(outer) === kind(node)) return true;
  return false;
}

/** The same emphasis behind it, with nothing but space between. */
function follower(node: Element): Node | undefined {
  let next = node.nextSibling;
  while (next && next.nodeType === 3 && !next.nodeValue?.trim()) next = next.nextSibling;
  return next && kind(next) === kind(node) ? next : undefined;
}

const kind = ({ nodeName }: Node): string =>
  nodeName === 'B' ? 'STRONG' : nodeName === 'I' ? 'EM' : nodeName === 'S' ? 'DEL' : nodeName;

/** A link around blocks, as cards of web pages have it, goes into the first of them that says something. */
export function linksIntoBlocks(body: Element): void {
  for (const link of all(body, 'a[href]')) {
    const blocks = all(link, 'h1, h2, h3, h4, h5, h6, p, div, li').filter(
      (each) => each.textContent?.trim() && !childrenOf(each).some(isBlock),
    );
    const [first] = all(link, 'h1, h2, h3, h4, h5, h6').concat(blocks);
    if (!first) continue;
    const inner = body.ownerDocument.createElement('a');
    inner.setAttribute('href', link.getAttribute('href') ?? '');
    moveAll(first, inner);
    first.appendChild(inner);
    unwrap(link);
  }
}

/** Word on the web has each item in a list of its own, with the level beside it. */
export function joinWebLists(body: Element): void {
  for (const node of all(body, '.ListContainerWrapper')) unwrap(node);
  for (const item of all(body, 'li[data-aria-level]')) {
    const list = item.parentElement;
    const before = list?.previousElementSibling;
    if (list?.children.length !== 1 || !before || !/^[UO]L$/.test(before.nodeName)) continue;
    const level = Number(item.getAttribute('data-aria-level'));
    let outer: Element = before;
    for (let at = 1; at < level; at++) {
      const last = outer.lastElementChild;
      if (!last) break;
      const inner = childrenOf(last).find(({ nodeName }) => /^[UO]L$/.test(nodeName));
      if (inner) outer = inner;
      else {
        last.appendChild(list);
        break;
      }
    }
    if (list.parentElement !== outer.lastElementChild && outer !== list) {
      outer.appendChild(item);
      list.remove();
    }
  }
}

/** Pictures that pages load late have their address elsewhere. */
export function lateAddresses(body: Element): void {
  for (const image of all(body, 'img')) {
    const late = image.getAttribute('data-src') ?? image.getAttribute('data-lazy-src');
    const source = image.getAttribute('src') ?? '';
    if (late && /^(?:data:|$)/.test(source)) image.setAttribute('src', late);
    else if (source.startsWith('//')) image.setAttribute('src', `https:${source}`);
  }
}

/** Lines of code that a page has as elements are lines. */
export function codeLines(body: Element): void {
  for (const code of all(body, 'pre')) {
    for (const each of all(code, 'br')) replace(each, body.ownerDocument.createTextNode('\n'));
    for (const each of all(code, 'div, p, li, tr'))
      if (!each.textContent?.endsWith('\n')) each.appendChild(body.ownerDocument.createTextNode('\n'));
  }
}

/** Google Docs has boxes to tick as a role of their items, with a picture of a box. */
export function checklists(body: Element): void {
  for (const item of all(body, 'li[role="checkbox"]')) {
    for (const image of all(item, 'img'))
      if (!image.getAttribute('alt')?.trim() || image.hasAttribute('aria-roledescription')) image.remove();
    const box = body.ownerDocument.createElement('input');
    box.setAttribute('type', 'checkbox');
    if (item.getAttribute('aria-checked') === 'true') box.setAttribute('checked', '');
    const [first] = childrenOf(item).filter(({ nodeName }) => nodeName === 'P');
    const target = first ?? item;
    if (target.firstChild) putBefore(target.firstChild, box);
    else target.appendChild(box);
  }
}
