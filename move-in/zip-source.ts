import { unzipSync } from 'fflate';
import type { Source } from './source.ts';

/** Bytes that a zip may unpack to, whatever it says of itself. */
const MOST = 1024 * 1024 * 1024;

/** A folder in a zip. Where all of it is in one folder, that one is the top. Throws for what is no zip. */
export function zipSource(bytes: Uint8Array): Source {
  let size = 0;
  const all = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      size += originalSize;
      if (size > MOST) throw new Error(`the zip unpacks to more than ${MOST} bytes`);
      return !name.endsWith('/') && !/^(?:__MACOSX|.*\/\.git|\.git)\//.test(name);
    },
  });
  const names = Object.keys(all).map((name) => name.replaceAll('\\', '/'));
  const top = topOf(names);
  const files = new Map(
    Object.entries(all).map(([name, text]) => [name.replaceAll('\\', '/').slice(top.length), text]),
  );
  const paths = [...files.keys()].filter(isInside).sort();
  return {
    files: paths.map((path) => ({ path })),
    read: async (path) => {
      const found = files.get(path);
      if (!found) throw new Error(`no such file: ${path}`);
      return found;
    },
  };
}

const isInside = (path: string): boolean => !path.startsWith('/') && !path.split('/').includes('..');

/** `blog-main/`, as GitHub packs it; empty where files are at the top. */
function topOf(names: readonly string[]): string {
  const [first = ''] = names;
  const top = first.slice(0, first.indexOf('/') + 1);
  return top !== '' && names.every((name) => name.startsWith(top)) && !/^(?:_|pages\/|assets\/)/.test(top)
    ? top
    : '';
}
