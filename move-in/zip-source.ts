import { type UnzipFileFilter, type Unzipped, unzipSync } from 'fflate';
import { crc32 } from '../schema/zip/crc32.ts';
import type { Source } from './source.ts';
import { directoryOf, type Listed } from './zip-directory.ts';

/** Bytes that a zip may unpack to, whatever it says of itself. */
const MOST = 1024 * 1024 * 1024;

/**
 * A folder in a zip. Where all of it is in one folder, or that in one, that one is the top. Throws for what is no zip, is encrypted or
 * damaged, or would write outside of its folder.
 */
export function zipSource(bytes: Uint8Array): Source {
  const listed = directoryOf(bytes);
  const secret = listed.find(({ isEncrypted }) => isEncrypted);
  if (secret) throw new Error(`${secret.name} is encrypted: pack it without a password`);
  const byName = new Map<string, Listed | undefined>();
  let size = 0;
  let nth = 0;
  const all = unpack(bytes, ({ name, originalSize }) => {
    byName.set(name, listed[nth++]);
    size += originalSize;
    if (size > MOST) throw new Error(`the zip unpacks to more than ${MOST} bytes`);
    return !name.endsWith('/') && !/^(?:__MACOSX|.*\/\.git|\.git)\//.test(name);
  });
  const named = Object.entries(all).map(([given, text]) => {
    const { name = given, crc } = byName.get(given) ?? {};
    if (crc !== undefined && crc !== crc32(text)) throw new Error(`${name} is damaged: pack it again`);
    return [name.replaceAll('\\', '/'), text] as const;
  });
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

/** As fflate does; its errors are of few words, and say nothing of what to do. */
function unpack(bytes: Uint8Array, filter: UnzipFileFilter): Unzipped {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (!isOfFflate(error)) throw error;
    if (!hasSign(bytes)) throw new Error('it is no zip archive');
    throw new Error(`the zip is damaged or cut off (${error.message}): pack it again`);
  }
}

/** Its errors have a number. */
const isOfFflate = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && typeof error.code === 'number';

/** The sign that a zip begins with. */
const hasSign = ([p, k]: Uint8Array): boolean => p === 0x50 && k === 0x4b;

const isInside = (path: string): boolean => !/^(?:\/|[a-z]:)/i.test(path) && !path.split('/').includes('..');

/** `blog-main/`, as GitHub packs it, also in a folder; empty where files are at the top. What systems leave there does not count. */
function topOf(names: readonly string[]): string {
  const own = names.filter((name) => !/(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/i.test(name));
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
