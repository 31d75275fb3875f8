import type MarkdownIt from 'markdown-it';
import { own } from '../../../../schema/own.ts';
import type { StateInline } from '../../markdown-it.ts';
import { definition } from '../library-rules.ts';

/** Addresses of links as they are written: kramdown encodes nothing in them, refuses none, and lets them hold spaces. */
export function useLooseLinks(md: MarkdownIt): void {
  const { parseLinkDestination } = md.helpers;
  md.normalizeLink = (url) => url;
  md.normalizeLinkText = (text) => text;
  md.validateLink = () => true;
  useLooseTitles(md);
  md.block.ruler.at('reference', (state, line, last, silent) => {
    const { bMarks, eMarks, tShift, src } = state;
    const text = src.slice((bMarks[line] ?? 0) + (tShift[line] ?? 0), eMarks[line]);
    return DEFINITION.test(text) && definition(state, line, last, silent);
  });
  md.inline.ruler.before('link', 'kramdown_reference', reference);
  md.helpers.parseLinkDestination = (text, start, max) => {
    const found = parseLinkDestination(text, start, max);
    if (text[start] === '<' || text[start - 1] !== '(') return found;
    const end = endOf(text, start, max);
    if (end === undefined || (found.ok && end <= found.pos)) return found;
    return { ok: true, pos: end, str: md.utils.unescapeAll(text.slice(start, end)) };
  };
}

/** What defines a link: nothing stands for a bracket in its name. */
const DEFINITION = /^\[[^\]]+\]:/;

/** A title ends at the first of its quotes that ends its brackets or its line: there may be others in it. */
const TITLE = /(["'])([\s\S]{1,1000}?)\1(?=[ \t\n]*\)|[ \t]*(?:\n|$))/y;

function useLooseTitles(md: MarkdownIt): void {
  const { parseLinkTitle } = md.helpers;
  md.helpers.parseLinkTitle = (text, start, max, previous) => {
    const found = parseLinkTitle(text, start, max, previous);
    if (previous || !found.ok || /^[ \t\n]*(?:\)|\n|$)/.test(text.slice(found.pos, found.pos + 100)))
      return found;
    TITLE.lastIndex = start;
    const [whole = '', , title = ''] = TITLE.exec(text) ?? [];
    const pos = start + whole.length;
    return whole === '' || pos > max ? found : { ...found, pos, str: md.utils.unescapeAll(title) };
  };
}

/** How long an address with spaces may be, and how many brackets may be open in it: what has more is text in brackets. */
const LONGEST = 2000;
const DEEPEST = 32;

/** Where an address ends in its brackets: before the last one, or before a quote behind a space. */
function endOf(text: string, start: number, max: number): number | undefined {
  let level = 0;
  let last = start;
  for (let at = start; at < Math.min(max, start + LONGEST); at++) {
    const sign = text[at] ?? '';
    if (sign === '\n' || sign === '<') return undefined;
    if (sign === ' ' || /\s/.test(sign)) {
      if (text[at + 1] === '"' || text[at + 1] === "'") return last;
      continue;
    }
    if (sign === ')' && level-- === 0) return last;
    if (sign === '(' && ++level > DEEPEST) return undefined;
    last = at + 1;
  }
  return undefined;
}

/** The library's types leave out how many links a text is in. */
type Inline = StateInline & { linkLevel?: number };

const REFERENCE = /\[((?:\\.|[^[\]\\^])(?:\\.|[^[\]\\]){0,300})\]\s+\[((?:\\.|[^[\]\\]){1,300})\]/y;

/** `[text] [name]`: white space may be between the two. Where there is nothing of that name, the first bracket is text. */
function reference(state: Inline, silent: boolean): boolean {
  const { src, pos, posMax, env, md } = state;
  if (src[pos] !== '[' || (state.linkLevel ?? 0) > 0) return false;
  REFERENCE.lastIndex = pos;
  const [whole = '', text = '', name = ''] = REFERENCE.exec(src) ?? [];
  if (whole === '' || pos + whole.length > posMax) return false;
  const found = own<Target>(env.references ?? {}, md.utils.normalizeReference(name));
  if (!found) {
    if (!silent) state.pending += '[';
    state.pos++;
    return true;
  }
  if (!silent) inLink(state, found, pos + 1, pos + 1 + text.length);
  state.pos = pos + whole.length;
  return true;
}

/** Puts a link around a part of a text. */
function inLink(state: Inline, { href, title }: Target, start: number, end: number): void {
  const { posMax } = state;
  state.push('link_open', 'a', 1).attrs = title
    ? [
        ['href', href],
        ['title', title],
      ]
    : [['href', href]];
  Object.assign(state, { pos: start, posMax: end });
  state.linkLevel = (state.linkLevel ?? 0) + 1;
  state.md.inline.tokenize(state);
  state.linkLevel--;
  state.push('link_close', 'a', -1);
  state.posMax = posMax;
}

interface Target {
  readonly href: string;
  readonly title: string;
}
