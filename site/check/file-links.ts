import { nearest } from '../../liquid/compile/nearest.ts';
import type { Diagnostic, Position } from '../../schema/diagnostic.ts';
import { spelled } from '../../schema/path/slash.ts';
import { canonicalPath, routeOfPage } from '../../schema/route.ts';
import { slashOf, widthsOf } from '../../schema/site.ts';
import { EntryUrls } from '../content/entry-urls.ts';
import { isTransformable, type Size, type Smaller, smallerOf } from '../extensions/picture-versions.ts';
import type { SiteFacts } from '../facts.ts';
import type { Linked, Links } from '../files/given.ts';
import type { FileLink } from '../markdown/file-links.ts';
import { saying } from '../site-facts.ts';

/** What a target of a link is, as a name of a file. */
interface Named {
  readonly path: string;
  /** Its query and fragment. */
  readonly rest: string;
}

/** The code of a link in Markdown to a file that is not there. */
export const MISSING_LINK = 'missing_link';

/** Endings of files that have another address than their name: no address ends so. */
const SOURCE = /\.(?:md|liquid|ya?ml)$/;
const FOLDERS = /^(?:pages|content|assets|public)\//;

/** Addresses of the site's files, as links of Markdown may name them. */
export class FileLinks {
  readonly #files: SiteFacts;
  readonly #transforms: boolean;
  readonly #entries: EntryUrls;
  #widths: readonly number[] | undefined;

  /** `transforms`: whether the platform makes smaller versions of pictures. */
  constructor(files: SiteFacts, transforms = false) {
    this.#files = files;
    this.#transforms = transforms;
    this.#entries = new EntryUrls(files);
  }

  /** The addresses that a text's targets stand for; undefined where no target names a file. */
  of(path: string): Links | undefined {
    const found = (this.#files.get(path)?.links ?? []).flatMap(({ target }) => {
      const named = this.#named(path, target);
      const address = named && this.#address(named.path);
      if (!named || address === undefined) return [];
      return [[target, this.#linked(named, address)] as const];
    });
    return found.length > 0 ? Object.fromEntries(found) : undefined;
  }

  #linked({ path, rest }: Named, address: string): Linked {
    const size = this.#files.get(path)?.picture;
    const src = address + rest;
    if (!size) return src;
    const smaller = this.#smaller(path, src, size);
    return smaller ? [src, ...size, smaller] : [src, ...size];
  }

  /** Smaller versions of a picture of assets/; undefined where there are none. */
  #smaller(path: string, src: string, size: Size): Smaller | undefined {
    this.#widths ??= widthsOf(this.#files.get('site.yaml')?.config ?? {});
    if (this.#widths.length === 0 || !path.startsWith('assets/')) return undefined;
    const smaller = smallerOf({
      name: path,
      src,
      size,
      widths: this.#widths,
      isTransformed: this.#transforms && isTransformable(path),
      find: (other) => {
        const found = this.#files.get(other)?.picture;
        return found && { size: found, src: encodeURI(`/${other}`) };
      },
    });
    return smaller.sources.length > 0 || smaller.srcset ? smaller : undefined;
  }

  /** The files of the site that a text's targets name, and where. */
  filesOf(path: string): { readonly path: string; readonly start: Position; readonly end: Position }[] {
    return (this.#files.get(path)?.links ?? []).flatMap(({ target, start, end }) => {
      const named = this.#named(path, target);
      return named && this.#files.has(named.path) ? [{ path: named.path, start, end }] : [];
    });
  }

  /** A text's targets that are names of no file, or of one that has no address. */
  missing(path: string): readonly string[] {
    return this.#missing(path).map(({ link }) => link.target);
  }

  /** Warnings about them. */
  problems(path: string): Diagnostic[] {
    return this.#missing(path).map(({ link: { start, end }, named }) => {
      const exists = this.#files.has(named.path);
      const message = exists ? `${named.path} has no address` : `${named.path} does not exist`;
      const help = exists
        ? 'Link to a page, an entry that a page shows, or an asset.'
        : this.#near(named.path);
      return { severity: 'warning', code: MISSING_LINK, message, path, start, end, help };
    });
  }

  #missing(path: string): { readonly link: FileLink; readonly named: Named }[] {
    return (this.#files.get(path)?.links ?? []).flatMap((link) => {
      const named = this.#named(path, link.target);
      return named && this.#address(named.path) === undefined ? [{ link, named }] : [];
    });
  }

  /** The address of a file; undefined for what has none, or more than one. */
  addressOf(path: string): string | undefined {
    return this.#address(path);
  }

  #near(path: string): string {
    const folder = path.slice(0, path.indexOf('/') + 1);
    const known = [...this.#files.keys()].filter((each) => each.startsWith(folder));
    const name = (each: string) => each.slice(each.lastIndexOf('/') + 1);
    const near = nearest(path, known) ?? known.find((each) => name(each) === name(path));
    return near === undefined ? 'Upload it, or mend its name here.' : `Did you mean /${near}?`;
  }

  /** Undefined for what is an address as it is. */
  #named(from: string, target: string): Named | undefined {
    const [, encoded = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(target) ?? [];
    const written = decoded(encoded);
    if (written.startsWith('/')) {
      const path = written.slice(1);
      return FOLDERS.test(path) && (this.#files.has(path) || !path.startsWith('public/'))
        ? { path, rest }
        : undefined;
    }
    const path = resolved(from, written);
    if (path === undefined) return undefined;
    if (this.#files.has(path)) return { path, rest };
    // People write names from the top of the site, too.
    if (FOLDERS.test(written) && this.#files.has(written)) return { path: written, rest };
    return SOURCE.test(path) || /^(?:assets|public)\//.test(path) ? { path, rest } : undefined;
  }

  #address(path: string): string | undefined {
    const facts = this.#files.get(path);
    if (!facts) return undefined;
    if (path.startsWith('assets/')) return encodeURI(`/${path}`);
    if (path.startsWith('public/')) return encodeURI(path.slice('public'.length));
    if (facts.kind === 'entry') return this.#entries.of(facts.entry);
    if (facts.kind !== 'page') return undefined;
    const route = facts.front?.route ?? routeOfPage(path);
    if (route === undefined || route.includes('{')) return undefined;
    return spelled(canonicalPath(route) ?? route, slashOf(this.#files.get('site.yaml')?.config ?? {}));
  }
}

/** A path from the top of the site; undefined for one that leads out of it. */
function resolved(from: string, target: string): string | undefined {
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The same of all texts, by path; of those that have some. */
export function missingLinks(files: SiteFacts): ReadonlyMap<string, ReadonlySet<string>> {
  const links = new FileLinks(files);
  const found = Array.from(saying(files, 'links'), ([path]) => [path, links.missing(path)] as const);
  return new Map(found.flatMap(([path, all]) => (all.length > 0 ? [[path, new Set(all)] as const] : [])));
}

/** Names of files in links and images that lead nowhere. */
export function checkLinks(files: SiteFacts): Diagnostic[] {
  const links = new FileLinks(files);
  return [...saying(files, 'links')].flatMap(([path]) => links.problems(path));
}
