import type { Findings } from '../diagnostics.ts';
import { type Element, elements } from './elements.ts';
import type { Rule } from './rule.ts';

/** Elements that are never closed, or whose end HTML lets authors leave out. */
const NO_END = new Set(
  'area base br col embed hr img input link meta param source track wbr body colgroup dd dt head html li optgroup option p rb rp rt tbody td tfoot th thead tr'.split(
    ' ',
  ),
);

/** What a page's own HTML should have. Liquid in it counts as space; see `elements`. */
export const lintHtml: Rule = (source, facts, context, findings) => {
  if (!context.html) return;
  const found = elements(source, facts.texts);
  for (const element of found) {
    if (element.kind === 'close') continue;
    if (element.name === 'img') lintImage(element, findings);
    if (element.name === 'script') lintScript(element, findings);
  }
  lintUnclosed(found, findings);
};

function lintImage(image: Element, findings: Findings): void {
  const missing = ['width', 'height'].filter((name) => !image.attributes.has(name));
  if (missing.length === 0) return;
  const message = `This img has no ${missing.join(' and no ')}: the page moves when it arrives.`;
  findings.warn('img_size', message, image, 'Give the size of the image file; CSS may still scale it.');
}

function lintScript({ attributes, start, end }: Element, findings: Findings): void {
  const type = attributes.get('type');
  if (!attributes.has('src') || attributes.has('async') || attributes.has('defer') || type === 'module')
    return;
  const message = 'This script stops the page until it is loaded and run.';
  findings.warn(
    'blocking_script',
    message,
    { start, end },
    'Add defer, or async when its order does not matter.',
  );
}

/** Branches may open an element and close it elsewhere, so names that are in a block are left alone. */
function lintUnclosed(found: readonly Element[], findings: Findings): void {
  const uncertain = new Set(found.filter(({ depth }) => depth > 0).map(({ name }) => name));
  const open = new Map<string, Element[]>();
  for (const element of found) {
    const { name, kind } = element;
    if (NO_END.has(name) || uncertain.has(name)) continue;
    const stack = open.get(name) ?? [];
    open.set(name, stack);
    if (kind === 'open') stack.push(element);
    else if (kind === 'close') stack.pop();
  }
  for (const element of [...open.values()].flat()) {
    const message = `This ${element.name} is not closed.`;
    findings.warn('unclosed_element', message, element, `Add </${element.name}>.`);
  }
}
