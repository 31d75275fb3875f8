import { tagsOf } from './tags.ts';

/** What all pages share, to the character: a layout, with a place for the head and one for the rest between its parts. */
export interface Shared {
  /** How all pages begin, before their bodies. */
  readonly start: string;
  readonly header: string;
  readonly footer: string;
}

/** A page without what all share. */
export interface Own {
  /** From where pages differ to the end of the body's start tag. */
  readonly head: string;
  readonly main: string;
}

/** Characters of header and footer from which on a layout is worth it. */
const LEAST = 40;

/** What all pages share; undefined where that is next to nothing, or a page has no body. */
export function sharedOf(pages: readonly string[]): Shared | undefined {
  const [first] = pages;
  if (first === undefined || pages.length < 2) return undefined;
  const starts = pages.map(bodyStart);
  if (starts.includes(undefined)) return undefined;
  const bodies = pages.map((page, at) => page.slice(starts[at]));
  const [body = ''] = bodies;
  const before = Math.min(commonStart(pages), ...pages.map((page, at) => openingOf(page, starts[at] ?? 0)));
  const start = first.slice(0, lastEnd(first, before));
  const header = body.slice(0, lastEnd(body, commonStart(bodies)));
  const rests = bodies.map((each) => each.slice(header.length));
  const [rest = ''] = rests;
  const footer = rest.slice(firstStart(rest, rest.length - commonEnd(rests)));
  return header.trim().length + footer.trim().length < LEAST ? undefined : { start, header, footer };
}

/** Takes what all share out of a page. */
export function ownOf(page: string, { start, header, footer }: Shared): Own {
  const at = bodyStart(page) ?? 0;
  return {
    head: page.slice(start.length, at),
    main: page.slice(at + header.length, page.length - footer.length),
  };
}

/** Behind the start tag of the body. */
function bodyStart(page: string): number | undefined {
  for (const { name, end } of tagsOf(page)) if (name === 'body') return end;
  return undefined;
}

const openingOf = (page: string, end: number): number => page.lastIndexOf('<', end - 1);

function commonStart(texts: readonly string[]): number {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const other of others) {
    let at = 0;
    const most = Math.min(length, other.length);
    while (at < most && first[at] === other[at]) at++;
    length = at;
  }
  return length;
}

function commonEnd(texts: readonly string[]): number {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const other of others) {
    let at = 0;
    const most = Math.min(length, other.length);
    while (at < most && first[first.length - 1 - at] === other[other.length - 1 - at]) at++;
    length = at;
  }
  return length;
}

/** The end of the last tag that is whole before a place. */
function lastEnd(html: string, before: number): number {
  let last = 0;
  for (const { end } of tagsOf(html)) {
    if (end > before) break;
    last = end;
  }
  return last;
}

/** The start of the first tag from a place on; the end where there is none. */
function firstStart(html: string, from: number): number {
  for (const { start } of tagsOf(html)) if (start >= from) return start;
  return html.length;
}
