import { endOfTag } from './tags.ts';

const URLS = /(\s(?:href|src|action|poster|data)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)/gi;
/** What is no path that begins at the page: an address with a scheme or host, one from the top, a part of this page, a template's. */
const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:|[/\\#?]|$)|[{}<]/i;

/** Markup with the relative addresses in its tags spelled from the top of the site. `page` is the address of the page that has it. */
export function rooted(markup: string, page: string): string {
  return markup.replace(/<[a-z][^<]*/gi, (rest) => {
    const end = endOfTag(rest, 1);
    if (end === undefined) return rest;
    const tag = rest.slice(0, end);
    const now = tag.replace(URLS, (_, before: string, value: string) => {
      const quote = /^["']/.exec(value)?.[0] ?? '';
      return `${before}${quote}${fromTop(value.slice(quote.length, value.length - quote.length), page)}${quote}`;
    });
    return now + rest.slice(end);
  });
}

/** As browsers resolve it, with its spelling kept; what would leave the site stays. */
function fromTop(written: string, page: string): string {
  if (ELSEWHERE.test(written)) return written;
  const end = /[?#]/.exec(written)?.index ?? written.length;
  const parts = page.split('/').slice(1, -1);
  const own = written.slice(0, end).split('/');
  for (const part of own) {
    if (part === '..') {
      if (parts.length === 0) return written;
      parts.pop();
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  const slash = parts.length > 0 && /^\.{0,2}$/.test(own.at(-1) ?? '') ? '/' : '';
  return `/${parts.join('/')}${slash}${written.slice(end)}`;
}
