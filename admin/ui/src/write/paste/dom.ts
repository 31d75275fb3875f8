/** The declarations of its `style` attribute, which a document that is not shown does not compute. */
export function styleOf(node: Element): ReadonlyMap<string, string> {
  const parts = (node.getAttribute('style') ?? '').split(';').map((each) => each.split(/:(.*)/s));
  return new Map(
    parts.map(([name = '', value = '']) => [name.trim().toLowerCase(), value.trim().toLowerCase()]),
  );
}

/** Puts what is in an element in its place. */
export function unwrap(node: Element): void {
  while (node.firstChild) putBefore(node, node.firstChild);
  node.remove();
}

// Old methods only: the document of tests has no others.

export const all = (root: ParentNode, selector: string): Element[] =>
  Array.from(root.querySelectorAll(selector));

export const childrenOf = (node: Element): Element[] => Array.from(node.children);

/** Moves all that is in an element to the end of another. */
export function moveAll(from: Node, to: Node): void {
  while (from.firstChild) to.appendChild(from.firstChild);
}

export function putBefore(node: Node, put: Node): void {
  node.parentNode?.insertBefore(put, node);
}

export function replace(node: Node, by: Node): void {
  node.parentNode?.replaceChild(by, node);
}

export const isBlock = (node: Node): boolean => BLOCK.test(node.nodeName);

const BLOCK =
  /^(?:P|DIV|UL|OL|LI|TABLE|T[DHR]|BLOCKQUOTE|PRE|H[1-6]|HR|SECTION|ARTICLE|FIGURE|FIGCAPTION|D[LTD])$/;
