/**
 * Runs in the preview's frame, in front of the page's own scripts: it is sent there as text, so it uses nothing from outside of
 * itself but what it is given. Elements say where they are from, where the page was rendered with marks: `data-meniscus-at="pages/index.liquid:3:1"`.
 * Messages: `pointable` out once the page is read; `point` in with whether pointing is on, the cursor's file and line, whether
 * that is new, and an element to tell the source of; `source` out with that, or `unmarked` with a selector of the element when
 * the page has no marks, and whether it was asked for with them; `stop` out when Escape ends pointing.
 */
export function inFrame({ selectorOf, find }: Finding, asked: boolean): void {
  const AT = 'data-meniscus-at';
  let on = false;
  let lit: Element[] = [];
  const tell = (message: object) => parent.postMessage(message, '*');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ':is([data-meniscus-lit], [data-meniscus-below]) { outline: 2px solid #1479d1 !important; outline-offset: 1px !important; }' +
      '[data-meniscus-below] { cursor: crosshair !important; background-color: #1479d126 !important; }',
  );

  const tellSource = (element: Element) => {
    const marked = element.closest(`[${AT}]`);
    if (marked) tell({ meniscus: 'source', at: marked.getAttribute(AT) });
    else if (!document.querySelector(`[${AT}]`))
      tell({ meniscus: 'unmarked', element: selectorOf(element), asked });
  };
  const below = (element: Element | null) => {
    for (const old of document.querySelectorAll('[data-meniscus-below]'))
      old.removeAttribute('data-meniscus-below');
    element?.closest(`[${AT}]`)?.setAttribute('data-meniscus-below', '');
  };

  /** Lights what a line made: elements that begin on it, else those of the last line above that made any. */
  const light = (path: string, line: number, isNew: boolean) => {
    for (const old of lit) old.removeAttribute('data-meniscus-lit');
    lit = [];
    let nearest = 0;
    for (const element of on ? document.querySelectorAll(`[${AT}]`) : []) {
      const [, file, at] = /^(.+):(\d+):\d+$/.exec(element.getAttribute(AT) ?? '') ?? [];
      const from = Number(at);
      if (file !== path || from > line || from < nearest) continue;
      if (from > nearest) lit = [];
      nearest = from;
      lit.push(element);
    }
    for (const element of lit) element.setAttribute('data-meniscus-lit', '');
    if (isNew) lit[0]?.scrollIntoView({ block: 'nearest' });
  };

  addEventListener('message', ({ source, data }) => {
    if (source !== parent || data?.meniscus !== 'point') return;
    on = data.on;
    if (!on) below(null);
    light(data.path, data.line, data.isNew);
    const wanted = data.element === null ? null : find(data.element);
    if (wanted) tellSource(wanted);
  });
  const isPointing = (event: MouseEvent) => on || event.altKey;
  addEventListener(
    'click',
    (event) => {
      if (!isPointing(event) || !(event.target instanceof Element)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      tellSource(event.target);
    },
    true,
  );
  addEventListener('mouseover', (event) => {
    if (on && event.target instanceof Element) below(event.target);
  });
  addEventListener('keydown', (event) => {
    if (on && event.key === 'Escape') tell({ meniscus: 'stop' });
  });
  addEventListener('DOMContentLoaded', () => {
    document.adoptedStyleSheets.push(sheet);
    tell({ meniscus: 'pointable' });
  });
  document.currentScript?.remove();
}

/** What names an element, and finds it again in the same page drawn anew. Functions that stand as methods of an object in the text. */
interface Finding {
  selectorOf(element: Element): string;
  find(selector: string): Element | null;
}

const FINDING: Finding = {
  selectorOf(element) {
    const steps: string[] = [];
    for (let each: Element | null = element; each; each = each.parentElement) {
      const { localName, parentElement } = each;
      const same = [...(parentElement?.children ?? [each])].filter((child) => child.localName === localName);
      steps.unshift(`${CSS.escape(localName)}:nth-of-type(${same.indexOf(each) + 1})`);
    }
    return steps.join('>');
  },
  find(selector) {
    for (let steps = selector.split('>'); steps.length > 0; steps = steps.slice(0, -1)) {
      const found = document.querySelector(steps.join('>'));
      if (found) return found;
    }
    return null;
  },
};

/** A page of HTML that can be pointed at, asked for with marks or not: with a script in front of its own that takes itself out. */
export function pointable(html: string, asked: boolean): string {
  const head = /<head(?:\s[^>]*)?>/i.exec(html) ?? /^\s*<!doctype[^>]*>/i.exec(html);
  const at = head ? head.index + head[0].length : 0;
  return `${html.slice(0, at)}<script>(${inFrame})({ ${FINDING.selectorOf}, ${FINDING.find} }, ${asked})</script>${html.slice(at)}`;
}
