/** Bytes in which a page names its encoding: the HTML standard's prescan. */
const HEAD = 1024;

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

/** What a meta element names; undefined where it names none that is known. A page that can name UTF-16 is not in it. */
function namedIn(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, HEAD));
  const name = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w:.+-]+)/i.exec(head)?.[1];
  if (name === undefined) return undefined;
  try {
    const { encoding } = new TextDecoder(name);
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    return undefined;
  }
}
