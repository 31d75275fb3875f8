import type { Span } from '../ast.ts';

/** A tag of the page's HTML. `empty` is `<name />`. */
export interface Element extends Span {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: ReadonlyMap<string, string>;
  /** How many Liquid blocks are around it. */
  readonly depth: number;
}

interface TextSpan extends Span {
  readonly depth: number;
}

const ATTRIBUTE = /([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
/** Elements that hold text only, up to their end tag. */
const TEXT_ONLY = new Set(['script', 'style', 'textarea', 'title']);

/** The HTML tags in the texts of a template. What is not in `texts`, that is Liquid, counts as spaces. */
export function elements(source: string, texts: readonly TextSpan[]): Element[] {
  const html = masked(source, texts);
  const found: Element[] = [];
  let block = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    while ((texts[block]?.end ?? Number.POSITIVE_INFINITY) <= at) block++;
    const element = html.startsWith('<!--', at) ? undefined : elementAt(html, at, texts[block]?.depth ?? 0);
    if (element) found.push(element);
    at = element
      ? afterElement(html, element)
      : html.startsWith('<!--', at)
        ? after(html, '-->', at)
        : at + 1;
  }
  return found;
}

function masked(source: string, texts: readonly TextSpan[]): string {
  let html = '';
  for (const { start, end } of texts) html += ' '.repeat(start - html.length) + source.slice(start, end);
  return html;
}

function elementAt(html: string, start: number, depth: number): Element | undefined {
  NAME.lastIndex = start;
  const match = NAME.exec(html);
  if (!match) return undefined;
  const close = endOf(html, NAME.lastIndex);
  const inside = html.slice(NAME.lastIndex, close);
  const attributes = new Map<string, string>();
  for (const [, name = '', ...values] of inside.matchAll(ATTRIBUTE)) {
    attributes.set(name.toLowerCase(), values.find((value) => value !== undefined) ?? '');
  }
  const kind = match[1] === '/' ? 'close' : inside.endsWith('/') ? 'empty' : 'open';
  return {
    name: match[2]?.toLowerCase() ?? '',
    kind,
    attributes,
    depth,
    start,
    end: Math.min(close + 1, html.length),
  };
}

const NAME = /<(\/?)([a-zA-Z][\w-]*)/y;

/** The offset of the `>` that ends a tag, quoted ones passed over. */
function endOf(html: string, from: number): number {
  let quote = '';
  for (let at = from; at < html.length; at++) {
    const character = html[at] ?? '';
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at;
  }
  return html.length;
}

function afterElement(html: string, { name, kind, end }: Element): number {
  if (kind !== 'open' || !TEXT_ONLY.has(name)) return end;
  const close = html.indexOf(`</${name}`, end);
  return close < 0 ? html.length : close;
}

function after(html: string, text: string, from: number): number {
  const at = html.indexOf(text, from);
  return at < 0 ? html.length : at + text.length;
}
