import { addressOf } from '../../../schema/location.ts';
import { routeOfPage } from '../../../schema/route.ts';

/** Files in which links are looked for. */
const LINKING = /\.(?:liquid|md|html?|css|svg|xml|json|ya?ml|js|mjs|webmanifest)$/i;
/** Quoted texts, `url(...)`, links of Markdown, attributes without quotes. */
const PLACES =
  /(?<open>["'])(?<quoted>[^"'\n<>{}]{1,400})\k<open>|(?<=url\(\s*)(?<url>[^"')\s]{1,400})(?=\s*\))|(?<=\]\(\s*)(?<link>[^)\s<>]{1,400})(?=[)\s])|(?<=\s(?:href|src)=)(?<bare>[^\s"'>{}]{1,400})/g;
const CALLS =
  /(\{%-?\s*(?:render|include|layout)\s+)(["']?)([\w./ -]+?)\2(?=\s*(?:[,%]|-%|with\b|for\b|\w+\s*[:=]))/g;
const ASSETS = /(["'])([^"'\n]{1,256})\1(\s*\|\s*asset_url)/g;
const LAYOUT = /^(---[ \t]*\r?\n(?:(?!---).*\r?\n)*?layout:[ \t]*)(["']?)([^"'\r\n#]+?)\2([ \t]*(?:\r?\n|#))/;

/**
 * Rewrites links of files that an import renames, where they can be recognized: addresses and relative paths in quotes, `url()`
 * and Markdown; names of partials, layouts and assets. Links that are put together at run time stay as they are.
 */
export class Links {
  /** New addresses by the old path, in lower case as it is compared. */
  readonly #addresses = new Map<string, string>();
  readonly #templates = new Map<string, string>();
  readonly #assets = new Map<string, string>();

  constructor(renamed: ReadonlyMap<string, string>) {
    for (const [from, to] of renamed) {
      const address = to.startsWith('pages/') ? routeOfPage(to) : addressOf(to);
      if (address !== undefined && /^(?:pages|assets|public)\//.test(to)) {
        this.#addresses.set(from, address);
        if (/^public\//i.test(from)) this.#addresses.set(from.slice('public/'.length), address);
      }
      if (/^(?:partials|layouts)\//.test(to)) this.#addTemplate(from, to);
      if (/^assets\//.test(to)) this.#assets.set(from.replace(/^assets\//i, ''), to.slice('assets/'.length));
    }
  }

  /** The text with its links as they are now; `path` is where the file was. */
  rewrite(path: string, text: string): string {
    if (!LINKING.test(path)) return text;
    const named = text
      .replace(CALLS, (all, before: string, quote: string, name: string) => {
        const to = this.#templates.get(name);
        return to === undefined ? all : `${before}${quote || "'"}${to}${quote || "'"}`;
      })
      .replace(LAYOUT, (all, before: string, quote: string, name: string, after: string) => {
        const to = this.#templates.get(name);
        return to === undefined ? all : `${before}${quote}${to}${quote}${after}`;
      })
      .replace(ASSETS, (all, quote: string, name: string, after: string) => {
        const to = this.#assets.get(name.replace(/^\//, ''));
        return to === undefined ? all : `${quote}${to}${quote}${after}`;
      });
    return named.replace(PLACES, (all, ...rest) => {
      const { open = '', quoted, url, link, bare } = rest.at(-1) as Record<string, string | undefined>; // its groups
      const target = quoted ?? url ?? link ?? bare ?? '';
      const to = this.#moved(path, target);
      return to === undefined ? all : `${open}${to}${open}`;
    });
  }

  #addTemplate(from: string, to: string): void {
    const name = to.replace(/^[^/]+\//, '').replace(/\.liquid$/, '');
    const inner = from.replace(/^[^/]+\//, '');
    const plain = inner.replace(/(?:\.html?)?(?:\.liquid)?$/i, '');
    for (const each of [plain, inner, inner.replace(/\.liquid$/i, '')])
      if (each !== name) this.#templates.set(each, name);
  }

  /** The new address of what `target` named in the file at `path`. */
  #moved(path: string, target: string): string | undefined {
    const [, link = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(target) ?? [];
    if (link === '' || /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(link)) return undefined;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    for (const base of link.startsWith('/') ? [''] : [folder, '']) {
      const old = resolved(base, link);
      const to = old === undefined ? undefined : this.#addresses.get(old);
      if (to !== undefined) return to + rest;
    }
    return undefined;
  }
}

/** A path from the top, with `.` and `..` taken out and its escapes read; undefined where it leads out of the site. */
function resolved(base: string, link: string): string | undefined {
  const parts: string[] = [];
  for (const part of `${link.startsWith('/') ? '' : base}${link}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..') parts.push(decoded(part));
  }
  return parts.join('/').normalize('NFC');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
