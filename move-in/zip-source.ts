import { unzipSync } from 'fflate';
import type { Source } from './source.ts';

/** Bytes that a zip may unpack to, whatever it says of itself. */
const MOST = 1024 * 1024 * 1024;

/**
 * A folder in a zip. Where all of it is in one folder, or that in one, that one is the top. Throws for what is no zip, is encrypted, or
 * would write outside of its folder.
 */
export function zipSource(bytes: Uint8Array): Source {
  const secret = encryptedIn(bytes);
  if (secret !== undefined) throw new Error(`${secret} is encrypted: pack it without a password`);
  let size = 0;
  const all = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      size += originalSize;
      if (size > MOST) throw new Error(`the zip unpacks to more than ${MOST} bytes`);
      return !name.endsWith('/') && !/^(?:__MACOSX|.*\/\.git|\.git)\//.test(name);
    },
  });
  const named = Object.entries(all).map(([name, text]) => [name.replaceAll('\\', '/'), text] as const);
  const outside = named.find(([name]) => !isInside(name));
  if (outside) throw new Error(`${outside[0]} is outside of the folder that was packed`);
  const top = topOf(named.map(([name]) => name));
  const files = new Map(
    named.filter(([name]) => name.startsWith(top)).map(([name, text]) => [name.slice(top.length), text]),
  );
  const paths = [...files.keys()].sort();
  return {
    files: paths.map((path) => ({ path })),
    read: async (path) => {
      const found = files.get(path);
      if (!found) throw new Error(`no such file: ${path}`);
      return found;
    },
  };
}

const isInside = (path: string): boolean => !/^(?:\/|[a-z]:)/i.test(path) && !path.split('/').includes('..');

/** The first entry of a zip's directory (PKWARE's APPNOTE, 4.3.12) whose flags say that it is encrypted. */
function encryptedIn(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - END_BYTES;
  const least = Math.max(0, end - 0xffff);
  while (end >= least && view.getUint32(end, true) !== END) end--;
  let at = end < least ? bytes.length : view.getUint32(end + 16, true);
  while (at + ENTRY_BYTES <= bytes.length && view.getUint32(at, true) === ENTRY) {
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const start = at + ENTRY_BYTES;
    if (view.getUint16(at + 8, true) & 1)
      return new TextDecoder().decode(bytes.subarray(start, start + (name ?? 0)));
    at = start + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return undefined;
}

const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;

/** `blog-main/`, as GitHub packs it, also in a folder; empty where files are at the top. What systems leave there does not count. */
function topOf(names: readonly string[]): string {
  const own = names.filter((name) => !/^(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(name));
  const [first = ''] = own;
  let top = '';
  for (;;) {
    const next = first.slice(0, first.indexOf('/', top.length) + 1);
    if (
      next.length <= top.length ||
      /^(?:_|pages\/|assets\/|content\/|public\/)/.test(next.slice(top.length))
    )
      return top;
    if (!own.every((name) => name.startsWith(next))) return top;
    top = next;
  }
}
