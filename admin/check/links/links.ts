import { nearest } from '../../../liquid/compile/nearest.ts';
import { matchAddress } from '../../../release/content/addresses.ts';
import type { Working } from '../../../release/working.ts';
import type { Diagnostic } from '../../../schema/diagnostic.ts';
import { decodePart } from '../../../schema/path/decode-part.ts';
import { spelled } from '../../../schema/path/slash.ts';
import { canonicalPath } from '../../../schema/route.ts';
import { finding } from '../../../site/check/finding.ts';
import { ofItsOwn } from '../../../site/of-its-own.ts';
import { turn } from '../../store/renders.ts';
import type { Texts } from '../runs.ts';
import { isWritten, placeOfText } from './link-place.ts';
import { fragmentOf } from './look.ts';
import { HOST, type PageUrl, PLAIN } from './page-url.ts';

/** A page as it was rendered. */
export interface LinkingPage {
  readonly page: string;
  /** The file that it is made for: an entry, else the page. */
  readonly from: string;
  readonly url: PageUrl;
  /** Its canonical path, where that is known. */
  readonly path?: string | undefined;
  /** Whether it was rendered now: its links are said before those of pages that are as they were. */
  readonly isNew: boolean;
}

/** What links are checked against. */
export interface LinkSources {
  readonly working: () => Working;
  readonly origin: string | undefined;
  readonly texts: Texts;
  /** Asked for once. */
  readonly said: () => ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether it is an address that follows from entries or lists: the site has those, and none of its tables need be read to find that. */
  readonly isKnown: (path: string) => boolean;
}

interface Target {
  readonly pathname: string;
  /** Its canonical form; undefined where it has none. */
  readonly path: string | undefined;
  readonly fragment: string | undefined;
}

/** Gives the ids of pages by path that nobody has noted here, some pages at a time. */
export type IdsIn = (paths: readonly string[]) => AsyncIterable<ReadonlyMap<string, readonly string[]>>;

/** Links whose targets are remembered: those of navigations are on every page. */
const MOST_TARGETS = 2_000;

/** Lists of links in which nothing is wrong on any page: those are remembered that are as short as navigations. */
const FINE = { lists: 1_000, units: 4_000 };

/** Links that lead to the same address from every page. */
const FIXED = /^\/(?![/\\])|^(?!https:(?![/\\]))[a-z][a-z\d+.-]*:/i;

interface Link {
  /** As it is written. */
  readonly written: string;
  readonly first: First;
  pages: number;
}

/** What is said of a page that links: not the page itself, with all that it was rendered with. */
type First = Pick<LinkingPage, 'page' | 'from' | 'isNew'> & { readonly pathname: string };

/** Broken links that are said, and those of them for which the nearest address is looked for. */
const MOST = { said: 100, near: 25 };
/** Links to fragments that are remembered until all pages are known. */
const MOST_LATER = 20_000;

/** Follows the internal links of rendered pages: to addresses, assets, and ids of pages. */
export class LinkCheck {
  readonly #working: () => Working;
  readonly #hosts: ReadonlySet<string>;
  readonly #targets = new Map<string, Target | undefined>();
  /** Links that are addresses as they are written: those that most pages have are among the first. */
  readonly #plain = new Set<string>();
  readonly #exists = new Map<string, boolean>();
  readonly #broken = new Map<string, Link>();
  /** By address and fragment: links whose page may not be rendered yet. */
  readonly #later = new Map<string, Link>();
  /** Ids of rendered pages by canonical path, but for those that are asked for at the end. */
  readonly #ids = new Map<string, readonly string[]>();

  readonly #texts: Texts;
  /** Targets of links in Markdown, by file, that are said to lead nowhere already: `missing_link`. */
  readonly #sayings: LinkSources['said'];
  #said: ReturnType<LinkSources['said']> | undefined;
  #all: ReadonlySet<string> | undefined;

  readonly #isKnownPath: (path: string) => boolean;
  readonly #fine = new Set<string>();

  /** `origin` is where the site says that it is. */
  constructor({ working, origin, texts, said, isKnown }: LinkSources) {
    this.#isKnownPath = isKnown;
    this.#working = working;
    this.#texts = texts;
    this.#sayings = said;
    this.#hosts = new Set([HOST, origin ?? HOST].map((each) => new URL(each).host));
  }

  /** Notes the ids of a page. */
  has({ path, url }: Pick<LinkingPage, 'path' | 'url'>, ids: readonly string[]): void {
    const own = path ?? canonicalPath(url.pathname);
    if (own !== undefined) this.#ids.set(own, ids);
  }

  /** Follows the links of a page. Returns whether all lead to pages as a whole, and whether the same links do from every page. */
  async follow(
    page: LinkingPage,
    targets: readonly string[],
  ): Promise<'everywhere' | 'from here' | 'not all'> {
    let isFixed = true;
    let isWhole = true;
    for (const written of targets) {
      if (this.#isPlain(written)) continue;
      isFixed &&= FIXED.test(written);
      const target = this.#targetOf(written, page);
      if (target && !(await this.#isWhole(written, page, target))) isWhole = false;
    }
    if (!isWhole) return 'not all';
    return isFixed ? 'everywhere' : 'from here';
  }

  /** The same with links as JSON. Returns whether all of them lead to pages as a whole. */
  async followText(page: LinkingPage, text: string): Promise<boolean> {
    if (this.#fine.has(text)) return true;
    const led = await this.follow(page, JSON.parse(text) as string[]); // as SeenBefore wrote it
    const isShort = text.length <= FINE.units && this.#fine.size < FINE.lists;
    if (led === 'everywhere' && isShort) this.#fine.add(ofItsOwn(text));
    return led !== 'not all';
  }

  /** Whether it is, as it is written, an address that the site has. */
  #isPlain(written: string): boolean {
    if (this.#plain.has(written)) return true;
    const isPlain = PLAIN.test(written) && this.#isKnownPath(written);
    if (isPlain && this.#plain.size < MOST_TARGETS) this.#plain.add(written);
    return isPlain;
  }

  /** Whether it leads to a page, and to no place in it. Notes it where it does not. */
  async #isWhole(written: string, page: LinkingPage, { pathname, path, fragment }: Target): Promise<boolean> {
    if (path === undefined || !(this.#isKnown(path) ?? (await this.#look(path)))) {
      if (!this.#isSaid(written, page)) note(this.#broken, pathname, written, page);
      return false;
    }
    if (fragment === undefined) return true;
    if (this.#later.size < MOST_LATER) note(this.#later, `${path}#${fragment}`, written, page);
    return false;
  }

  /** Where a link leads; undefined where it leads out of the site. One that begins with a slash leads there from every page. */
  #targetOf(written: string, page: LinkingPage): Target | undefined {
    const isSame = /^\/(?![/\\])/.test(written);
    if (isSame && this.#targets.has(written)) return this.#targets.get(written);
    const target = this.#readTarget(written, page.url);
    if (isSame && this.#targets.size < MOST_TARGETS) this.#targets.set(written, target);
    return target;
  }

  #readTarget(written: string, { href }: PageUrl): Target | undefined {
    const url = URL.parse(written.trim(), href);
    if (!url || !/^https?:$/.test(url.protocol) || !this.#hosts.has(url.host)) return undefined;
    return { pathname: url.pathname, path: canonicalPath(url.pathname), fragment: fragmentOf(url.hash) };
  }

  /** Whether it is a link that its own file has a finding about; its text may be printed on any page. */
  #isSaid(written: string, { from, page }: LinkingPage): boolean {
    this.#said ??= this.#sayings();
    const said = this.#said;
    if (said.get(from)?.has(written) || said.get(page)?.has(written)) return true;
    this.#all ??= new Set([...said.values()].flatMap((targets) => [...targets]));
    return this.#all.has(written) && !isWritten(written, [from, page], this.#texts);
  }

  #isKnown(path: string): boolean | undefined {
    return this.#isKnownPath(path) || this.#exists.get(path);
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
  async findings(known: Iterable<string>, isStrict: boolean, idsIn: IdsIn): Promise<Diagnostic[]> {
    const texts = this.#texts;
    const found: Diagnostic[] = [];
    const { slash } = this.#working().manifest.head.config;
    for (const [path, link] of [...this.#broken].sort(([, a], [, b]) => newFirst(a, b))) {
      // It is looked for among all.
      if (found.length < MOST.near) await turn();
      const near = found.length < MOST.near ? nearest(path, known) : undefined;
      const help =
        near === undefined ? 'Correct the link, or make the page.' : `Did you mean ${spelled(near, slash)}?`;
      found.push(broken(link, `${path} is no address of this site`, help, texts));
    }
    for (const { link, path, fragment, ids } of await this.#lacking(idsIn)) {
      const near = found.length < MOST.near ? nearest(fragment, ids) : undefined;
      const help =
        near === undefined ? 'Correct the link, or give an element that id.' : `Did you mean #${near}?`;
      found.push(broken(link, `${path} has nothing with the id ${fragment}`, help, texts));
    }
    const severity = isStrict ? 'error' : 'warning';
    return found.slice(0, MOST.said).map((each) => ({ ...each, severity }));
  }

  /** Links to what their page lacks, in the order in which they were found, but for those of new pages. */
  async #lacking(idsIn: IdsIn): Promise<Lacking[]> {
    const all = Array.from(this.#later, ([target, link], order) => ({ ...split(target), link, order }));
    const lacking: (Lacking & { readonly order: number })[] = [];
    const look = (some: typeof all, ids: readonly string[]) => {
      for (const one of some) if (!ids.includes(one.fragment)) lacking.push({ ...one, ids });
    };
    const asked = new Map<string, typeof all>();
    for (const one of all) {
      const ids = this.#ids.get(one.path);
      if (ids) look([one], ids);
      else asked.set(one.path, [...(asked.get(one.path) ?? []), one]);
    }
    for await (const some of idsIn([...asked.keys()]))
      for (const [path, ids] of some) look(asked.get(path) ?? [], ids);
    return lacking.sort((a, b) => newFirst(a.link, b.link) || a.order - b.order);
  }
}

/** A link to an id that the page at its path does not have, and those that it has. */
interface Lacking {
  readonly link: Link;
  readonly path: string;
  readonly fragment: string;
  readonly ids: readonly string[];
}

function note(links: Map<string, Link>, key: string, written: string, page: LinkingPage): void {
  const known = links.get(key);
  if (!known) links.set(key, { written, first: firstOf(page), pages: 1 });
  else {
    known.pages++;
    if (page.isNew && !known.first.isNew) Object.assign(known, { written, first: firstOf(page) });
  }
}

const firstOf = ({ page, from, isNew, url }: LinkingPage): First => ({
  page,
  from,
  isNew,
  pathname: url.pathname,
});

/** Pages that are as they were come to the gate before all others, and of many broken links only some are said. */
const newFirst = (a: Link, b: Link): number => Number(b.first.isNew) - Number(a.first.isNew);

function broken({ written, first, pages }: Link, why: string, help: string, texts: Texts): Diagnostic {
  const { place, path } = placeOfText(written, [first.from, first.page], texts);
  const others = pages > 1 ? ` and ${pages - 1} more ${pages === 2 ? 'page' : 'pages'}` : '';
  const message = `${first.pathname}${others} links to ${written}, and ${why}`;
  return { ...finding(path, 'broken_link', message, help), ...place };
}

const split = (target: string) => ({
  path: target.slice(0, target.indexOf('#')),
  fragment: target.slice(target.indexOf('#') + 1),
});
