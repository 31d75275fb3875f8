import type MarkdownIt from 'markdown-it';

/** Addresses of links as they are written: kramdown encodes nothing in them, refuses none, and lets them hold spaces. */
export function useLooseLinks(md: MarkdownIt): void {
  const { parseLinkDestination } = md.helpers;
  md.normalizeLink = (url) => url;
  md.normalizeLinkText = (text) => text;
  md.validateLink = () => true;
  md.helpers.parseLinkDestination = (text, start, max) => {
    const found = parseLinkDestination(text, start, max);
    if (text[start] === '<' || text[start - 1] !== '(') return found;
    const end = endOf(text, start, max);
    if (end === undefined || (found.ok && end <= found.pos)) return found;
    return { ok: true, pos: end, str: md.utils.unescapeAll(text.slice(start, end)) };
  };
}

/** How long an address with spaces may be: what is longer is text in brackets. */
const LONGEST = 2000;

/** Where an address ends in its brackets: before the last one, or before a quote behind a space. */
function endOf(text: string, start: number, max: number): number | undefined {
  let level = 0;
  let last = start;
  for (let at = start; at < Math.min(max, start + LONGEST); at++) {
    const sign = text[at] ?? '';
    if (sign === '\n' || sign === '<') return undefined;
    if (/\s/.test(sign)) {
      if (/["']/.test(text[at + 1] ?? '')) return last;
      continue;
    }
    if (sign === ')' && level-- === 0) return last;
    if (sign === '(') level++;
    last = at + 1;
  }
  return undefined;
}
