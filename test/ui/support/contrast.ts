import type { CDPSession, Page } from 'playwright-core';

/** Contrast that text and icons of a control must have, and of one that is disabled. */
const LEAST = { text: 4.5, icon: 3, disabled: 1.9 };

/** Puts all controls of a page, those in shadow roots too, into a state, or takes it away. */
export async function force(debug: CDPSession, states: string[]): Promise<void> {
  const { nodes } = await debug.send('DOM.getFlattenedDocument', { depth: -1, pierce: true });
  const controls = nodes.filter(({ nodeName }) => /^(BUTTON|A|INPUT|SELECT|SUMMARY)$/.test(nodeName));
  await Promise.all(
    controls.map(({ nodeId }) =>
      debug.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: states }).catch(() => undefined),
    ),
  );
}

/** Controls whose text or icon is too much like what is behind it. */
export function faint(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    type Colour = [number, number, number, number];
    const parse = (text: string): Colour => {
      const n = (text.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
      const scale = text.startsWith('color(') ? 255 : 1;
      return [(n[0] ?? 0) * scale, (n[1] ?? 0) * scale, (n[2] ?? 0) * scale, n[3] ?? 1];
    };
    const over = ([r, g, b, a]: Colour, [x, y, z]: Colour): Colour => [
      r * a + x * (1 - a),
      g * a + y * (1 - a),
      b * a + z * (1 - a),
      1,
    ];
    const light = (colour: Colour) => {
      const [r = 0, g = 0, b = 0] = colour.slice(0, 3).map((value) => {
        const c = value / 255;
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const parent = (node: Element): Element | null =>
      node.assignedSlot ?? node.parentElement ?? (node.getRootNode() as ShadowRoot).host ?? null;
    const behind = (node: Element | null): Colour => {
      if (!node) return [255, 255, 255, 1];
      const own = parse(getComputedStyle(node).backgroundColor);
      return own[3] >= 1 ? own : over(own, behind(parent(node)));
    };
    const opacity = (node: Element | null): number =>
      node ? Number(getComputedStyle(node).opacity) * opacity(parent(node)) : 1;
    const all = (root: Document | ShadowRoot): Element[] =>
      [...root.querySelectorAll('*')].flatMap((node) => [
        node,
        ...(node.shadowRoot ? all(node.shadowRoot) : []),
      ]);
    const roots = [...document.querySelectorAll('dialog[open]')];
    const scope =
      roots.length > 0 ? (node: Element) => roots.some((root) => contains(root, node)) : () => true;
    const contains = (root: Element, node: Element | null): boolean =>
      node !== null && (node === root || contains(root, parent(node)));
    const controls = all(document).filter(
      (node) =>
        node.matches('button, a[href], input, select, summary') &&
        scope(node) &&
        node.checkVisibility() &&
        opacity(node) > 0,
    );
    return controls.flatMap((node) => {
      const box = node.getBoundingClientRect();
      const words = node.textContent?.trim() || node.getAttribute('value') || '';
      if (box.width < 2 || /^(checkbox|radio|file|range)$/.test(node.getAttribute('type') ?? '')) return [];
      const disabled = node.matches(':disabled');
      const ground = behind(node);
      const [r, g, b, a] = parse(getComputedStyle(node).color);
      const ink = over([r, g, b, a * opacity(node)], ground);
      const [high = 0, low = 0] = [light(ink), light(ground)].sort((x, y) => y - x);
      const ratio = (high + 0.05) / (low + 0.05);
      const wanted = disabled ? least.disabled : words ? least.text : least.icon;
      const name = words || node.getAttribute('aria-label') || node.className;
      return ratio >= wanted ? [] : [`${name}: ${ratio.toFixed(2)} of ${wanted}`];
    });
  }, LEAST);
}
