/** A tag of a page, or a whole comment, script, style and the like. */
export interface Tag {
  readonly start: number;
  readonly end: number;
  /** In lower case, with its slash for an end tag; empty for comments and declarations. */
  readonly name: string;
}

const TAG = /<(\/?[a-z][^\s/>]*)(?:"[^"]*"|'[^']*'|[^"'>])*>/iy;
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
  TAG.lastIndex = start;
  const found = TAG.exec(html);
  const name = found?.[1]?.toLowerCase() ?? '';
  if (!found) return html[start + 1] === '/' ? until(html, start, '>') : undefined;
  if (!RAW.has(name)) return { start, end: start + found[0].length, name };
  const close = new RegExp(`</${name}[^>]*>`, 'gi');
  close.lastIndex = start + found[0].length;
  const end = close.exec(html);
  return end ? { start, end: end.index + end[0].length, name } : undefined;
}
