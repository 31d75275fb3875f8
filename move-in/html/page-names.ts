import { foldPath, readPath, suggestPath } from '../../schema/file.ts';
import { numbered } from '../../schema/hints/suggest.ts';
import { encodePart } from '../../schema/path/encode-part.ts';

/** Gives each page a file of its own in pages/, whatever it was called. */
export class PageNames {
  readonly #taken = new Set<string>(['pages/500.liquid']);

  /** `path` is that of the old file. */
  take(path: string): string {
    const stem = path.replace(/\.(?:[sx]?html?|xht)$/i, '').replace(/[[\]{}]/g, '-');
    const wish = suggestPath(`pages/${stem}.liquid`);
    const base = wish.startsWith('pages/') && 'kind' in readPath(wish) ? wish : 'pages/page.liquid';
    let name = base;
    for (let n = 2; this.#taken.has(foldPath(name)); n++) name = numbered(base, n);
    this.#taken.add(foldPath(name));
    return name;
  }
}

/** Names of a folder's own page, in the order in which servers look for them. */
const INDEX = /^(?:index\.(?:html|htm|shtml|xhtml)|default\.(?:html|htm))$/i;
const ORDER = ['index.html', 'index.htm', 'index.shtml', 'index.xhtml', 'default.html', 'default.htm'];

/** The address of a page's file on a server for files: `docs/index.html` is `/docs/`, and `index.htm` where that is not there. */
export function addressOfPage(path: string, isThere: (path: string) => boolean): string {
  const address = `/${path.normalize().split('/').map(encodePart).join('/')}`;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!INDEX.test(name)) return address;
  const lower = name.toLowerCase();
  const better = [...ORDER.slice(0, ORDER.indexOf(lower)), ...(name === lower ? [] : [lower])];
  const folder = path.slice(0, path.length - name.length);
  const hasBetter = better.some((each) => isThere(folder + each));
  return hasBetter ? address : address.slice(0, address.length - name.length);
}
