import { all, childrenOf, unwrap } from './dom.ts';

/** Puts lists into the items that they belong to, as Google Docs does not, and takes away the paragraphs of items. */
export function unfoldLists(body: Element): void {
  for (const list of all(body, 'ul > ul, ul > ol, ol > ul, ol > ol')) {
    const before = list.previousElementSibling;
    if (before?.nodeName === 'LI') before.appendChild(list);
    else unwrap(list);
  }
  for (const item of all(body, 'li')) {
    const paragraphs = childrenOf(item).filter(({ nodeName }) => nodeName === 'P' || nodeName === 'DIV');
    const [only] = paragraphs;
    if (only && paragraphs.length === 1 && isFirst(item, only)) unwrap(only);
    // Spaces between elements make items of several paragraphs.
    for (const child of Array.from(item.childNodes))
      if (child.nodeType === 3 && !child.textContent?.trim() && isAtBlock(child)) child.remove();
  }
}

const isFirst = (item: Element, child: Element): boolean => {
  for (const each of Array.from(item.childNodes)) {
    if (each === child) return true;
    if (each.textContent?.trim()) return false;
  }
  return false;
};

const BLOCK = /^(?:UL|OL|P|DIV|PRE|TABLE|BLOCKQUOTE)$/;

const isAtBlock = ({ previousSibling: before, nextSibling: after }: Node): boolean =>
  !before || !after || BLOCK.test(before.nodeName) || BLOCK.test(after.nodeName);
