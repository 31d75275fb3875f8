import { foldPath, readPath, suggestPath } from '../../schema/file.ts';
import { numbered } from '../../schema/hints/suggest.ts';
import { encodePart } from '../../schema/route.ts';

/** Gives each page a file of its own in pages/, whatever it was called. */
export class PageNames {
  readonly #taken = new Set<string>(['pages/500.liquid']);

  /** `path` is that of the old file. */
  take(path: string): string {
    const stem = path.replace(/\.html?$/i, '').replace(/[[\]{}]/g, '-');
    const wish = suggestPath(`pages/${stem}.liquid`);
    const base = wish.startsWith('pages/') && 'kind' in readPath(wish) ? wish : 'pages/page.liquid';
    let name = base;
    for (let n = 2; this.#taken.has(foldPath(name)); n++) name = numbered(base, n);
    this.#taken.add(foldPath(name));
    return name;
  }
}

/** The address of a page's file on a server for files: `docs/index.html` is `/docs/`, and `index.htm` where that is not there. */
export function addressOfPage(path: string, isThere: (path: string) => boolean): string {
  const address = `/${path.normalize().split('/').map(encodePart).join('/')}`;
  const better = path.replace(/index\.html?$/i, 'index.html');
  return path !== better && isThere(better) ? address : address.replace(/\/index\.html?$/i, '/');
}
