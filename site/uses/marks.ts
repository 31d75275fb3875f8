/**
 * Marks in what a preview renders: where each piece was printed from. A mark is text between two characters that no page has
 * use for, and is taken out before anyone sees the page. Visitors' pages are made without.
 */
const OPEN = '\u{E0F0}';
const CLOSE = '\u{E0F1}';
const MARK = /\u{E0F0}([=~])(\d+):([^\u{E0F0}\u{E0F1}]*)\u{E0F1}/gu;

/** Makes the marks of a template: where in its source a piece begins, and whether the piece is the source itself. */
export const markOf =
  (path: string) =>
  (start: number, exact: boolean): string =>
    `${OPEN}${exact ? '=' : '~'}${start}:${path}${CLOSE}`;

interface Mark {
  /** Where in the page, without marks, what it is of begins. */
  readonly at: number;
  readonly path: string;
  /** Offset in the source. */
  readonly start: number;
  readonly exact: boolean;
}

/** A page without its marks, and the marks in order. */
export function unmark(marked: string): { page: string; marks: Mark[] } {
  const marks: Mark[] = [];
  let page = '';
  let done = 0;
  for (const match of marked.matchAll(MARK)) {
    page += marked.slice(done, match.index);
    done = match.index + match[0].length;
    marks.push({ at: page.length, path: match[3] ?? '', start: Number(match[2]), exact: match[1] === '=' });
  }
  return { page: page + marked.slice(done), marks };
}

/** The attribute that says where an element is from: `partials/hero.liquid:12:5`. */
export const PLACE = 'data-meniscus-at';

/** A page of HTML whose elements say where they are from. `placeOf` gives line and column, from 1, of an offset in a file. */
export function annotate(
  marked: string,
  placeOf: (path: string, offset: number) => string | undefined,
): string {
  const { page, marks } = unmark(marked);
  let html = '';
  let done = 0;
  let next = 0;
  for (const { name, end } of startTags(page)) {
    while (next < marks.length && (marks[next]?.at ?? 0) <= name) next++;
    const mark = marks[next - 1];
    const place = mark && placeOf(mark.path, mark.start + (mark.exact ? name - mark.at : 0));
    if (!mark || place === undefined) continue;
    html += `${page.slice(done, end)} ${PLACE}="${mark.path}:${place}"`;
    done = end;
  }
  return html + page.slice(done);
}

/** Elements whose content is text to the parser, tags and all. */
const RAW = /^(?:script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)$/i;
const TAG = /<!--|<(\/?)([a-zA-Z][^\s/>]*)/g;

/** Start tags of HTML: where they begin and where their names end. Those in comments, scripts and styles are none. */
export function* startTags(html: string): Generator<{ name: number; end: number }> {
  TAG.lastIndex = 0;
  const tag = new RegExp(TAG);
  for (let match = tag.exec(html); match; match = tag.exec(html)) {
    if (match[0] === '<!--') {
      const end = html.indexOf('-->', tag.lastIndex);
      if (end < 0) return;
      tag.lastIndex = end + 3;
      continue;
    }
    const [, closing, name = ''] = match;
    if (!closing) yield { name: match.index, end: tag.lastIndex };
    tag.lastIndex = endOfTag(html, tag.lastIndex);
    if (!closing && RAW.test(name)) tag.lastIndex = endOfRaw(html, tag.lastIndex, name);
  }
}

/** Behind the `>` that closes a tag: one in quotes does not. */
function endOfTag(html: string, from: number): number {
  let quote = '';
  for (let at = from; at < html.length; at++) {
    const char = html.charAt(at);
    if (quote) {
      if (char === quote) quote = '';
    } else if (char === '>') return at + 1;
    else if ((char === '"' || char === "'") && /=\s*$/.test(html.slice(Math.max(from, at - 20), at)))
      quote = char;
  }
  return html.length;
}

function endOfRaw(html: string, from: number, name: string): number {
  const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? html.length;
}
