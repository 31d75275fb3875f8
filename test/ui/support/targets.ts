import type { Page } from 'playwright-core';

/** Pixels each way that a finger needs (WCAG 2.5.8). */
const LEAST = 24;

/**
 * Controls that are smaller, of the dialog that is open or else of the page. Links in a text are as high as its lines, and the
 * editor's text is a text. A label belongs to its box.
 */
export function small(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const all = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((node) => [
        node,
        ...(node.shadowRoot ? all(node.shadowRoot) : []),
      ]);
    const scope = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
    return all(scope).flatMap((node) => {
      if (
        !node.matches(
          'button, a[href], input, select, textarea, summary, [role="tab"], [role="treeitem"], [role="option"]',
        )
      )
        return [];
      if (
        !node.checkVisibility({ visibilityProperty: true }) ||
        node.closest('.cm-content, .visually-hidden')
      )
        return [];
      if (node.matches('a') && getComputedStyle(node).display === 'inline') return [];
      const label = node.matches('input') ? ((node as HTMLInputElement).labels?.[0] ?? node) : node; // by the match
      const boxes = [node, label].map((one) => one.getBoundingClientRect());
      const width = Math.max(...boxes.map((box) => box.width));
      const height = Math.max(...boxes.map((box) => box.height));
      if (width === 0 || (width >= least && height >= least)) return [];
      const name = node.getAttribute('aria-label') ?? node.textContent?.trim().slice(0, 40);
      return [`${node.localName}.${node.className} ${name}: ${Math.round(width)} by ${Math.round(height)}`];
    });
  }, LEAST - 0.5);
}

/** Fields with letters so small that Safari on a phone zooms into them, and stays there. */
export function zooming(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((node) => [
        node,
        ...(node.shadowRoot ? all(node.shadowRoot) : []),
      ]);
    return all(document).flatMap((node) => {
      if (!node.matches('input:not([type="checkbox"], [type="radio"], [type="file"]), select, textarea'))
        return [];
      const size = Number.parseFloat(getComputedStyle(node).fontSize);
      if (size >= 16 || !node.checkVisibility()) return [];
      return [`${node.getAttribute('aria-label') ?? node.className}: letters of ${size} px`];
    });
  });
}

/** Controls that are out of sight at a side, those left out that scroll into sight, as tabs do. */
export function aside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (node: Element | null): boolean =>
      node !== null &&
      ((node.scrollWidth > node.clientWidth && /auto|scroll/.test(getComputedStyle(node).overflowX)) ||
        scrolls(node.parentElement));
    return [...document.querySelectorAll('button, select, input, textarea')].flatMap((node) => {
      const { left, right, width } = node.getBoundingClientRect();
      if (!node.checkVisibility() || width === 0 || (left >= 0 && right <= innerWidth)) return [];
      if (scrolls(node.parentElement)) return [];
      const name = node.getAttribute('aria-label') ?? node.textContent ?? '';
      return [`${name}: from ${Math.round(left)} to ${Math.round(right)}`];
    });
  });
}
