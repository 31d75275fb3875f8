import type { Position } from '../../schema/diagnostic.ts';
import { own } from '../../schema/own.ts';
import type { Links } from '../files/given.ts';
import type { Token } from './markdown-it.ts';

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
  const open = [...tokens];
  for (let token = open.pop(); token; token = open.pop()) {
    if (token.children) open.push(...token.children);
    const name = token.type === 'link_open' ? 'href' : token.type === 'image' ? 'src' : undefined;
    const target = name && token.attrGet(name);
    if (!name || !target || isMark(target) || !NAMES_FILE.test(target)) continue;
    found.add(target);
    const linked = own(links, target);
    if (linked === undefined) continue;
    const [address, width, height] = typeof linked === 'string' ? [linked] : linked;
    token.attrSet(name, address);
    if (width !== undefined && height !== undefined) measure(token, width, height);
  }
  return [...found];
}

/** Lets a browser keep the room of a picture before it has come, unless the author says how large it is to be. */
function measure(token: Token, width: number, height: number): void {
  if (token.type !== 'image' || token.attrGet('width') !== null || token.attrGet('height') !== null) return;
  token.attrSet('width', `${width}`);
  token.attrSet('height', `${height}`);
}
