import { nearest } from '../../../liquid/compile/nearest.ts';
import { matchAddress } from '../../../release/content/addresses.ts';
import type { Working } from '../../../release/working.ts';
import type { Diagnostic } from '../../../schema/diagnostic.ts';
import { canonicalPath, decodePart, spelled } from '../../../schema/route.ts';
import { finding } from '../../../site/check/finding.ts';
import type { Texts } from '../runs.ts';
import { isWritten, placeOfText } from './link-place.ts';
import { type Token, tokens } from './start-tags.ts';

/** A page as it was rendered. */
export interface LinkingPage {
  readonly page: string;
  /** The file that it is made for: an entry, else the page. */
  readonly from: string;
  readonly url: URL;
  /** Its canonical path, where that is known. */
  readonly path?: string | undefined;
}

/** What links of and to a page need to be known of it. */
export interface Looked {
  /** What fragments may name. */
  readonly ids: readonly string[];
  /** What it links to, as it is written. */
  readonly targets: readonly string[];
}

export const NO_LINKS: Looked = { ids: [], targets: [] };

/** Looks for both in a page's HTML. */
export function lookForLinks(body: string): Looked {
  const ids = new Set<string>();
  const targets = new Set<string>();
  for (const token of tokens(body)) {
    if (token.attributes.size === 0) continue;
    for (const name of ['id', 'name']) {
      const id = token.attributes.get(name);
      if (id !== undefined && (name === 'id' || token.name === 'a')) ids.add(id);
    }
    for (const target of targetsOf(token)) targets.add(target);
  }
  return { ids: [...ids], targets: [...targets] };
}

/** What links are checked against. */
export interface LinkSources {
  readonly working: () => Working;
  readonly origin: string | undefined;
  readonly texts: Texts;
  readonly said: () => ReadonlyMap<string, ReadonlySet<string>>;
  /** Addresses that follow from entries and lists: the site has them, and none of its tables need be read to find that. */
  readonly known: Iterable<string>;
}

interface Target {
  readonly pathname: string;
  /** Its canonical form; undefined where it has none. */
  readonly path: string | undefined;
  readonly fragment: string | undefined;
}

/** Links whose targets are remembered: those of navigations are on every page. */
const MOST_TARGETS = 2_000;

interface Link {
  /** As it is written. */
  readonly written: string;
  readonly first: LinkingPage;
  pages: number;
}

/** Broken links that are said, and those of them for which the nearest address is looked for. */
const MOST = { said: 100, near: 25 };
/** Links to fragments that are remembered until all pages are known. */
const MOST_LATER = 20_000;

/** Sets of ids that are remembered to be shared. */
const MOST_SETS = 1_000;

const ATTRIBUTES = ['href', 'src', 'poster', 'srcset'];
/** Their `href` is no address that is followed. */
const UNFOLLOWED = new Set(['base', 'use', 'image']);

/** Follows the internal links of rendered pages: to addresses, assets, and ids of pages. */
export class LinkCheck {
  readonly #working: () => Working;
  readonly #hosts: ReadonlySet<string>;
  readonly #targets = new Map<string, Target | undefined>();
  readonly #exists = new Map<string, boolean>();
  readonly #broken = new Map<string, Link>();
  /** By address and fragment: links whose page may not be rendered yet. */
  readonly #later = new Map<string, Link>();
  /** Ids of each rendered page, by its canonical path. */
  readonly #ids = new Map<string, readonly string[]>();

  readonly #texts: Texts;
  /** Targets of links in Markdown, by file, that are said to lead nowhere already: `missing_link`. */
  readonly #said: () => ReadonlyMap<string, ReadonlySet<string>>;
  #all: ReadonlySet<string> | undefined;

  readonly #known: ReadonlySet<string>;
  /** Many pages have the same ids. */
  readonly #sets = new Map<string, readonly string[]>();

  /** `origin` is where the site says that it is. */
  constructor({ working, origin, texts, said, known }: LinkSources) {
    this.#known = new Set(known);
    this.#working = working;
    this.#texts = texts;
    this.#said = said;
    this.#hosts = new Set(['gate.invalid', ...(origin === undefined ? [] : [new URL(origin).host])]);
  }

  async add(page: LinkingPage, { ids, targets }: Looked): Promise<void> {
    const own = page.path ?? canonicalPath(page.url.pathname);
    if (own !== undefined) this.#ids.set(own, this.#shared(ids));
    for (const written of targets) {
      const target = this.#targetOf(written, page.url);
      if (target) await this.#follow(written, page, target);
    }
  }

  #shared(ids: readonly string[]): readonly string[] {
    const key = JSON.stringify(ids);
    const known = this.#sets.get(key);
    if (!known && this.#sets.size < MOST_SETS) this.#sets.set(key, ids);
    return known ?? ids;
  }

  async #follow(written: string, page: LinkingPage, { pathname, path, fragment }: Target): Promise<void> {
    if (path === undefined || !(this.#isKnown(path) ?? (await this.#look(path))))
      return this.#isSaid(written, page) ? undefined : note(this.#broken, pathname, written, page);
    if (fragment !== undefined && this.#later.size < MOST_LATER)
      note(this.#later, `${path}#${fragment}`, written, page);
  }

  /** Where a link leads; undefined where it leads out of the site. One that begins with a slash leads there from every page. */
  #targetOf(written: string, url: URL): Target | undefined {
    const isSame = /^\/(?![/\\])/.test(written);
    const key = `${url.origin}${written}`;
    if (isSame && this.#targets.has(key)) return this.#targets.get(key);
    const target = this.#readTarget(written, url);
    if (isSame && this.#targets.size < MOST_TARGETS) this.#targets.set(key, target);
    return target;
  }

  #readTarget(written: string, from: URL): Target | undefined {
    const url = URL.parse(written.trim(), from);
    if (!url || !/^https?:$/.test(url.protocol) || !this.#hosts.has(url.host)) return undefined;
    return { pathname: url.pathname, path: canonicalPath(url.pathname), fragment: fragmentOf(url.hash) };
  }

  /** Whether it is a link that its own file has a finding about; its text may be printed on any page. */
  #isSaid(written: string, { from, page }: LinkingPage): boolean {
    const said = this.#said();
    if (said.get(from)?.has(written) || said.get(page)?.has(written)) return true;
    this.#all ??= new Set([...said.values()].flatMap((targets) => [...targets]));
    return this.#all.has(written) && !isWritten(written, [from, page], this.#texts);
  }

  #isKnown(path: string): boolean | undefined {
    return this.#known.has(path) || this.#exists.get(path);
  }

  async #look(path: string): Promise<boolean> {
    const found = await this.#isThere(path);
    this.#exists.set(path, found);
    return found;
  }

  async #isThere(path: string): Promise<boolean> {
    if (/^\/(?:_preview\/|robots\.txt$|sitemap(?:-\d+)?\.xml$)/.test(path)) return true;
    const working = this.#working();
    if (!path.startsWith('/assets/') || working.manifest.record(path) !== undefined)
      return (await matchAddress(working, path)) !== undefined;
    const name = path.slice(1).split('/').map(decodePart).join('/');
    return (
      working.manifest.record(name) !== undefined || working.manifest.record(name.toLowerCase()) !== undefined
    );
  }

  /** Once all pages are there. `known` are the addresses of the site, to name the nearest. */
  findings(known: readonly string[], isStrict: boolean): Diagnostic[] {
    const texts = this.#texts;
    const found: Diagnostic[] = [];
    const { slash } = this.#working().manifest.head.config;
    for (const [path, link] of this.#broken) {
      const near = found.length < MOST.near ? nearest(path, known) : undefined;
      const help =
        near === undefined ? 'Correct the link, or make the page.' : `Did you mean ${spelled(near, slash)}?`;
      found.push(broken(link, `${path} is no address of this site`, help, texts));
    }
    for (const [target, link] of this.#later) {
      const [path = '', fragment = ''] = split(target);
      const ids = this.#ids.get(path);
      if (!ids || ids.includes(fragment)) continue;
      const near = found.length < MOST.near ? nearest(fragment, ids) : undefined;
      const help =
        near === undefined ? 'Correct the link, or give an element that id.' : `Did you mean #${near}?`;
      found.push(broken(link, `${path} has nothing with the id ${fragment}`, help, texts));
    }
    const severity = isStrict ? 'error' : 'warning';
    return found.slice(0, MOST.said).map((each) => ({ ...each, severity }));
  }
}

function note(links: Map<string, Link>, key: string, written: string, page: LinkingPage): void {
  const known = links.get(key);
  if (known) known.pages++;
  else links.set(key, { written, first: page, pages: 1 });
}

function broken({ written, first, pages }: Link, why: string, help: string, texts: Texts): Diagnostic {
  const { place, path } = placeOfText(written, [first.from, first.page], texts);
  const others = pages > 1 ? ` and ${pages - 1} more ${pages === 2 ? 'page' : 'pages'}` : '';
  const message = `${first.url.pathname}${others} links to ${written}, and ${why}`;
  return { ...finding(path, 'broken_link', message, help), ...place };
}

function* targetsOf({ name, attributes }: Token): Generator<string> {
  if (UNFOLLOWED.has(name)) return;
  for (const attribute of ATTRIBUTES) {
    const value = attributes.get(attribute);
    if (value === undefined) continue;
    if (attribute !== 'srcset') yield value;
    else for (const each of value.split(/,\s+/)) yield each.trim().split(/\s/)[0] ?? '';
  }
}

const split = (target: string): string[] => [
  target.slice(0, target.indexOf('#')),
  target.slice(target.indexOf('#') + 1),
];

/** The id that a fragment means; undefined where it means the top, or a piece of text. */
function fragmentOf(hash: string): string | undefined {
  const written = hash.slice(1).replace(/:~:.*$/, '');
  if (written === '' || written.toLowerCase() === 'top') return undefined;
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
