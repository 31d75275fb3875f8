import { contentOf, type Element, elementsIn } from '../../../site/markdown/kramdown/blocks/elements.ts';

/** Which lines of a text of Markdown are HTML that stays as it is: no code is there, and no Markdown. `blockHtml`: HTML is Markdown where it does not say otherwise. */
export function htmlLines(text: string, blockHtml: boolean): ReadonlySet<number> {
  const found = new Set<number>();
  if (!/^ {0,3}<[a-z]/im.test(text)) return found;
  const bMarks: number[] = [];
  const eMarks: number[] = [];
  for (let at = 0; at <= text.length; ) {
    const end = text.indexOf('\n', at);
    bMarks.push(at);
    eMarks.push(end < 0 ? text.length : end);
    at = end < 0 ? text.length + 1 : end + 1;
  }
  const elements = elementsIn({ src: text, bMarks, eMarks, lineMax: bMarks.length });
  const isRaw = (element: Element): boolean =>
    element.textFrom === undefined && contentOf(element, blockHtml) === 'raw';
  for (let line = 0; line < bMarks.length; line++) {
    const element = elements.get(line);
    if (!element || !isRaw(element) || !/^ {0,3}</.test(text.slice(bMarks[line], (bMarks[line] ?? 0) + 4)))
      continue;
    addLines(line, element.end);
    line = element.end;
  }
  return found;

  /** Elements in it may say that they are Markdown. */
  function addLines(first: number, last: number): void {
    for (let line = first; line <= last; line++) {
      const inner = line > first ? elements.get(line) : undefined;
      if (inner && !isRaw(inner) && inner.end < last && inner.end > line) line = inner.end;
      else found.add(line);
    }
  }
}
