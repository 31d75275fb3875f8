import { decodeEntities } from '../../../liquid/compile/places/entities.ts';

/** A start tag, and what is in the element where that is text only. Names are in lower case, values as a browser decodes them. */
export interface Token {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Of script, style, textarea, title and their kind. */
  readonly text: string;
}

const TEXT_ONLY = new Set('iframe noembed noframes script style textarea title xmp'.split(' '));
const START = /<([a-z][^\s/>]*)/iy;
const ATTRIBUTE =
  /[\s/]*([^\s/>=][^\s/>=]*|=[^\s/>=]*)(?:\s*=\s*(?:"([^"]*)(?:"|$)|'([^']*)(?:'|$)|([^\s>]*)))?/y;

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** The start tags of an HTML page, as the tokenizer of the HTML standard finds them: linear in its length. */
export function* tokens(html: string): Generator<Token> {
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) {
      // `<!-->` and `<!--->` are whole comments.
      const end = /^<!--?-?>/.test(html.slice(at, at + 6)) ? at + 2 : html.indexOf('-->', at + 4);
      if (end < 0) return;
      at = end + 3;
      continue;
    }
    if (html[at + 1] === '/') {
      at += 2;
      continue;
    }
    START.lastIndex = at;
    const start = START.exec(html);
    if (!start) {
      at++;
      continue;
    }
    const name = start[1]?.toLowerCase() ?? '';
    const { attributes, end } =
      html[START.lastIndex] === '>'
        ? { attributes: NO_ATTRIBUTES, end: START.lastIndex + 1 }
        : attributesOf(html, START.lastIndex);
    const closes = TEXT_ONLY.has(name) ? endOf(html, name, end) : end;
    yield { name, attributes, text: html.slice(end, closes) };
    at = closes;
  }
}

function attributesOf(html: string, from: number): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>();
  let at = from;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(html);
    if (!found) break;
    const [, name = '', double, single, bare] = found;
    const key = name.toLowerCase();
    // Of two of one name the first counts.
    if (!attributes.has(key)) attributes.set(key, decodeEntities(double ?? single ?? bare ?? ''));
    at = ATTRIBUTE.lastIndex;
  }
  const end = html.indexOf('>', at);
  return { attributes, end: end < 0 ? html.length : end + 1 };
}

function endOf(html: string, name: string, from: number): number {
  const pattern = new RegExp(`</${name}[\\s/>]`, 'gi');
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? html.length;
}
