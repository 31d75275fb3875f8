import { readPath } from '../../../schema/file.ts';
import { numbered } from '../../../schema/hints/suggest.ts';
import type { Layout } from './layouts.ts';

/** Names for layouts: the first is `base`, others are called as the folder that all their pages are in. */
export function layoutNames(
  layouts: readonly Layout[],
  pages: readonly { readonly path: string }[],
): readonly string[] {
  const taken = new Set<string>();
  return layouts.map(({ own }, nth) => {
    const wish = nth === 0 ? 'base' : (folderOf([...own.keys()].map((n) => pages[n]?.path ?? '')) ?? 'base');
    let name = wish;
    for (let n = 2; taken.has(name); n++) name = numbered(wish, n);
    taken.add(name);
    return name;
  });
}

function folderOf(paths: readonly string[]): string | undefined {
  const folders = new Set(paths.map((path) => path.split('/').slice(0, -1).at(-1)?.toLowerCase()));
  const [only] = folders;
  return folders.size === 1 && only !== undefined && 'kind' in readPath(`layouts/${only}.liquid`)
    ? only
    : undefined;
}
