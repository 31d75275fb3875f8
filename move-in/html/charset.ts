import { tagsOf } from './layouts/tags.ts';

/** Bytes in which a page names its encoding: browsers look on behind the 1,024 of the HTML standard's prescan. */
const HEAD = 64 * 1024;

/** The text of a page, and the encoding that it is in, as the Encoding standard names it. */
export interface Decoded {
  readonly text: string;
  readonly charset: string;
  /** Bytes that are none in that encoding: they are U+FFFD in the text. */
  readonly damaged: boolean;
}

/** Decodes a page by its byte order mark, else by what it says, else as UTF-8, else as browsers read old pages. */
export function decodeHtml(bytes: Uint8Array): Decoded {
  const charset = markOf(bytes) ?? namedIn(bytes);
  if (charset === undefined) return decode(bytes, 'utf-8', true) ?? plainly(bytes, 'windows-1252');
  return decode(bytes, charset, true) ?? plainly(bytes, charset);
}

function decode(bytes: Uint8Array, charset: string, fatal: boolean): Decoded | undefined {
  try {
    const text = new TextDecoder(charset, { fatal, ignoreBOM: false }).decode(bytes);
    return { text, charset, damaged: false };
  } catch {
    return undefined;
  }
}

function plainly(bytes: Uint8Array, charset: string): Decoded {
  const found = decode(bytes, charset, false) ?? decode(bytes, 'utf-8', false);
  return { text: found?.text ?? '', charset: found?.charset ?? 'utf-8', damaged: charset !== 'windows-1252' };
}

function markOf([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0xff && b === 0xfe ? 'utf-16le' : undefined;
}

/** What a meta element names, or a declaration of XML; undefined where that is none that is known. A page that can name UTF-16 is not in it. */
function namedIn(bytes: Uint8Array): string | undefined {
  const wide = wideOf(bytes);
  if (wide) return wide;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD));
  const name = XML.exec(head)?.[1] ?? metaIn(head);
  if (name === undefined) return undefined;
  try {
    const { encoding } = new TextDecoder(name);
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    return undefined;
  }
}

/** A page in UTF-16 without a mark: every other byte of its first tag is nought. */
function wideOf([a, b, c, d]: Uint8Array): string | undefined {
  if (a === 0x3c && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  return a === 0 && b === 0x3c && c === 0 && d !== 0 ? 'utf-16be' : undefined;
}

const XML = /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']\s*([\w:.+-]+)/;

function metaIn(head: string): string | undefined {
  for (const { start, end, name } of tagsOf(head)) {
    if (name === 'body') return undefined;
    const found =
      name === 'meta' ? /\bcharset\s*=\s*(?:["']\s*)?([\w:.+-]+)/i.exec(head.slice(start, end)) : null;
    if (found) return found[1];
  }
  return undefined;
}
