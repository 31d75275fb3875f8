import { escapeMarkup } from '../../liquid/run/output/escape.ts';
import type { Position } from '../../schema/diagnostic.ts';
import { own } from '../../schema/own.ts';
import { append } from '../../schema/text/append.ts';
import type { Smaller } from '../extensions/picture-versions.ts';
import type { Links } from '../files/given.ts';
import type { Token } from './markdown-it.ts';
import { tokenLike } from './token-like.ts';

/** Where a link or an image has a target that may be the name of a file. */
export interface FileLink {
  /** As HTML would have it: percent-encoded, with its query and fragment. */
  readonly target: string;
  readonly start: Position;
  readonly end: Position;
}

/** A target in the text that is read, in offsets of the author's file. */
export interface Target {
  readonly start: number;
  readonly end: number;
}

/** No scheme, no host, no fragment alone; an ending, or the front of a folder of the site. */
const NAMES_FILE =
  /^(?![a-z][a-z\d+.-]*:|\/\/|#|\?)(?:[^?#]*\.[a-z\d]+|\/(?:assets|public|pages|content)\/[^?#]*)(?:[?#]|$)/i;

/** Puts addresses in place of names of files, and gives the targets that look like such names. */
export function linkFiles(
  tokens: readonly Token[],
  links: Links,
  isMark: (text: string) => boolean,
): string[] {
  const found = new Set<string>();
  const parents: Token[] = [];
  const sources = new Map<Token, string>();
  // A reference gives thousands of links one target, which may be long.
  const known = new Map<string, boolean>();
  const namesFile = (target: string) => {
    const is = known.get(target) ?? (!isMark(target) && NAMES_FILE.test(target));
    known.set(target, is);
    return is;
  };
  const open = [...tokens];
  for (let token = open.pop(); token; token = open.pop()) {
    if (token.children) {
      append(open, token.children);
      // What is in a picture is the text for who does not see it: no elements.
      if (token.type !== 'image') parents.push(token);
    }
    const name = token.type === 'link_open' ? 'href' : token.type === 'image' ? 'src' : undefined;
    const target = name && token.attrGet(name);
    if (!name || !target || !namesFile(target)) continue;
    found.add(target);
    const linked = own(links, target);
    if (linked === undefined) continue;
    const [address, width, height, smaller] = typeof linked === 'string' ? [linked] : linked;
    token.attrSet(name, address);
    if (token.type !== 'image' || width === undefined || height === undefined) continue;
    if (smaller) sources.set(token, offer(token, smaller));
    measure(token, width, height);
  }
  for (const parent of parents) parent.children = wrapped(parent.children ?? [], sources);
  return [...found];
}

/** Has a picture offer its smaller versions, unless the author says which; returns the elements to put in front of it. */
function offer(token: Token, { sources, srcset }: Smaller): string {
  if (token.attrGet('srcset') !== null) return '';
  const sizes = sizesOf(token);
  if (srcset !== undefined) token.attrSet('srcset', srcset);
  if (srcset !== undefined && sizes !== undefined) token.attrSet('sizes', sizes);
  const said = sizes === undefined ? '' : ` sizes="${escapeMarkup(sizes)}"`;
  const made = sources.map(
    ([format, set]) => `<source type="image/${format}" srcset="${escapeMarkup(set)}"${said}>`,
  );
  return made.join('');
}

/** How wide it is on the page: as the author says, or as wide as it is to be. One that is loaded late the browser measures. */
function sizesOf(token: Token): string | undefined {
  const said = token.attrGet('sizes');
  if (said !== null) return said;
  const width = token.attrGet('width') ?? '';
  if (/^\d+$/.test(width)) return `${width}px`;
  return token.attrGet('loading') === 'lazy' ? 'auto, 100vw' : undefined;
}

/** Puts pictures that have sources into a `picture` with them. */
function wrapped(tokens: readonly Token[], sources: ReadonlyMap<Token, string>): Token[] {
  return tokens.flatMap((token) => {
    const made = sources.get(token);
    if (!made) return [token];
    const html = (content: string) =>
      tokenLike(token, { type: 'html_inline', tag: '', attrs: null, children: null, content });
    return [html(`<picture>${made}`), token, html('</picture>')];
  });
}

/** Lets a browser keep the room of a picture before it has come, unless the author says how large it is to be. */
function measure(token: Token, width: number, height: number): void {
  if (token.attrGet('width') !== null || token.attrGet('height') !== null) return;
  token.attrSet('width', `${width}`);
  token.attrSet('height', `${height}`);
}
