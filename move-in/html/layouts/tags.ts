/** A tag of a page, or a whole comment, script, style and the like. */
export interface Tag {
  readonly start: number;
  readonly end: number;
  /** In lower case, with its slash for an end tag; empty for comments and declarations. */
  readonly name: string;
}

const NAME = /<(\/?[a-z][^\s/>]*)/iy;
const RAW = new Set('script style textarea title xmp iframe noembed noframes'.split(' '));

/** The tags of a page, in order, as far as they are whole. Linear: at what has no end it stops. */
export function* tagsOf(html: string): Generator<Tag> {
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    if (!/[a-z/!?]/i.test(html[at + 1] ?? '')) {
      at++;
      continue;
    }
    const tag = html.startsWith('<!--', at)
      ? until(html, at, '-->')
      : /[!?]/.test(html[at + 1] ?? '')
        ? until(html, at, '>')
        : elementAt(html, at);
    if (!tag) return;
    yield tag;
    at = tag.end;
  }
}

function until(html: string, start: number, mark: string): Tag | undefined {
  const found = html.indexOf(mark, start);
  return found < 0 ? undefined : { start, end: found + mark.length, name: '' };
}

function elementAt(html: string, start: number): Tag | undefined {
  NAME.lastIndex = start;
  const name = NAME.exec(html)?.[1]?.toLowerCase() ?? '';
  const end = name === '' ? undefined : endOfTag(html, NAME.lastIndex);
  if (end === undefined) return html[start + 1] === '/' ? until(html, start, '>') : undefined;
  return RAW.has(name) ? rawElement(html, start, end, name) : { start, end, name };
}

/** Behind the first `>` that is in no quotes. */
export function endOfTag(html: string, from: number): number | undefined {
  const sign = /["'>]/g;
  sign.lastIndex = from;
  for (let found = sign.exec(html); found; found = sign.exec(html)) {
    if (found[0] === '>') return sign.lastIndex;
    const close = html.indexOf(found[0], sign.lastIndex);
    if (close < 0) return undefined;
    sign.lastIndex = close + 1;
  }
  return undefined;
}

function rawElement(html: string, start: number, from: number, name: string): Tag | undefined {
  const close = new RegExp(`</${name}`, 'gi');
  close.lastIndex = from;
  const found = close.exec(html);
  const end = found ? html.indexOf('>', found.index) : -1;
  return end < 0 ? undefined : { start, end: end + 1, name };
}
