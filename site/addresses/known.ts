import type { Diagnostic } from '../../schema/diagnostic.ts';
import { LIMITS } from '../../schema/limits.ts';
import type { FrontMatter } from '../../schema/page.ts';
import { canonicalPath, fillPattern, isErrorPage, parseRoute, routeOfPage } from '../../schema/route.ts';
import { atLine, finding } from '../check/finding.ts';
import {
  type Collection,
  entryPages,
  heldOf,
  makingCollections,
  type Publishing,
} from '../content/collections.ts';
import { configOf, zoneOf } from '../content/config-of.ts';
import { slugsOf } from '../content/slugs.ts';
import { surveying } from '../content/survey/survey.ts';
import { FLAGS, isFlagged } from '../content/survey/surveyed.ts';
import type { SiteFacts } from '../facts.ts';
import { inOneGo } from '../in-one-go.ts';
import { ofKinds } from '../site-facts.ts';
import type { Known } from './address.ts';
import { asBefore } from './as-before.ts';
import { checkKnown } from './check-known.ts';
import { type EachItem, itemsOf } from './each.ts';
import { type Params, withoutUrl } from './entry-address.ts';
import { EntryAddresses } from './entry-addresses.ts';
import { EntriesOnPage } from './entry-known.ts';
import { type KnownList, type KnownRun, KnownRuns, picked } from './known-list.ts';
import { ListParts } from './list-parts.ts';
import { Lists, listOf, memberOf, type ReadData } from './lists.ts';

interface Addresses {
  readonly known: KnownList;
  readonly diagnostics: readonly Diagnostic[];
}

/** Items of a part of a list where `paginate` does not say. */
export const PART = 10;

/** Addresses of a release that follow from its entries and lists, in the order of pages: as many as a site may have. */
export const knownAddresses = (files: SiteFacts, publishing: Publishing, read?: ReadData): Addresses =>
  inOneGo(findingAddresses(files, publishing, read));

/** The same with pauses. `collections` are those of the same files, where they were made already. */
export function* findingAddresses(
  files: SiteFacts,
  publishing: Publishing,
  read?: ReadData,
  collections?: readonly Collection[],
): Generator<void, Addresses> {
  const found = new Finder(files, publishing, read, collections);
  for (const [path, { front }] of ofKinds(files, 'page')) {
    if (!front || isErrorPage(path)) continue;
    const before = found.runs.length;
    yield* found.page(path, front);
    if (found.runs.length > before) yield;
  }
  const all = asBefore(new KnownRuns(found.runs));
  return {
    known: first(all),
    // Made for those who ask: it takes longer than to find the addresses.
    get diagnostics() {
      return [...found.diagnostics, ...checkKnown(all, files)];
    },
  };
}

/** A draft may have billions, which are refused when it is published: what is shown of it has those that a site may have. */
const first = (all: KnownList): KnownList =>
  all.length > LIMITS.addresses
    ? picked(
        all,
        new Uint32Array(LIMITS.addresses).map((_, at) => at),
      )
    : all;

/** Entries whose addresses are made between two pauses: most are a number. */
const ENTRIES = 4_000;

class Finder {
  readonly runs: KnownRun[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #files: SiteFacts;
  readonly #publishing: Publishing;
  readonly #read: ReadData | undefined;
  readonly #collections: readonly Collection[] | undefined;
  #made: Lists | undefined;

  constructor(
    files: SiteFacts,
    publishing: Publishing,
    read?: ReadData,
    collections?: readonly Collection[],
  ) {
    this.#files = files;
    this.#publishing = publishing;
    this.#read = read;
    this.#collections = collections;
  }

  *page(path: string, front: FrontMatter): Generator<void> {
    const route = front.route ?? routeOfPage(path) ?? '/';
    try {
      const { params } = parseRoute(route);
      if (front.entry !== undefined) return yield* this.#entries(path, front, route);
      if (!front.each && !front.paginate) return;
      const lists = yield* this.#lists();
      if (front.each) this.#each(path, front, lists, route, params);
      else this.#whole(path, front, lists, route, params);
    } catch (error) {
      if (!(error instanceof Problem)) return; // What is wrong with the route is said elsewhere.
      this.#tell(path, error.key, finding(path, error.code, error.message, error.help));
    }
  }

  /** Adds findings of a page at the line where it names a list. */
  #tell(page: string, key: ListKey, ...found: readonly Diagnostic[]): void {
    const line = this.#files.get(page)?.lines?.[key];
    this.diagnostics.push(...found.map((each) => atLine(each, line)));
  }

  *#lists(): Generator<void, Lists> {
    this.#made ??= new Lists(
      this.#files,
      this.#collections ?? (yield* makingCollections(this.#files, this.#publishing)),
      this.#read,
    );
    return this.#made;
  }

  *#entries(path: string, { entry = '', each, paginate }: FrontMatter, route: string): Generator<void> {
    if (each || paginate)
      throw new Problem(
        each ? 'each' : 'paginate',
        each ? 'each_route' : 'paginate_route',
        `The page of an entry can't have ${each ? 'each' : 'paginate'}: too`,
        'Make another page for the list.',
      );
    // An address of its own is where the first page shows the entry; others show it too, where their route says.
    const isFirst = entryPages(this.#files).get(entry)?.path === path;
    const zone = zoneOf(this.#files);
    const on = new EntriesOnPage(path, route, zone);
    const surveyed = (yield* surveying(this.#files)).get(entry);
    if (!surveyed) return;
    const { paths } = surveyed;
    const found = new EntryAddresses(on, paths);
    const slugs = slugsOf(paths);
    let looked = 0;
    for (const number of heldOf(surveyed, this.#publishing, configOf(this.#files, entry))) {
      const hasUrl = isFirst && isFlagged(surveyed, number, FLAGS.url);
      if (on.isPlain(slugs.at(number) ?? '', hasUrl)) found.add(number);
      else {
        const known = this.#entry(on, paths.at(number) ?? '', isFirst);
        if (known) found.add(number, known);
      }
      if (++looked % ENTRIES === 0) yield;
    }
    found.end();
    this.runs.push(found);
  }

  #entry(on: EntriesOnPage, from: string, isFirst: boolean): Known | undefined {
    const facts = this.#files.get(from)?.entry;
    return facts && on.known(from, isFirst ? facts : withoutUrl(facts));
  }

  #each(path: string, front: FrontMatter, lists: Lists, route: string, params: readonly string[]): void {
    const [name = '', list = ''] = Object.entries(front.each ?? {})[0] ?? [];
    if (params.length !== 1 || params[0] !== name)
      throw new Problem(
        'each',
        'each_route',
        `each: ${name} needs a route with {${name}} and no other parameter: ${route}`,
        `Name it pages/…/[${name}].liquid.`,
      );
    const found = lists.find(list);
    if ('code' in found) throw new Problem('each', found.code, `each: ${found.message}`, found.help);
    const { items, diagnostics } = itemsOf(path, name, list, found);
    this.#tell(path, 'each', ...diagnostics);
    const known: Known[] = [];
    for (const item of items) {
      const params = { [name]: item.part };
      const at = canonicalPath(fillPattern(route, params));
      if (at === undefined) continue;
      known.push({ path: at, page: path, params, from: path });
      if (!front.paginate) continue;
      this.runs.push(known.splice(0));
      this.#parts(path, front.paginate, lists, at, params, item);
    }
    if (known.length > 0) this.runs.push(known);
  }

  #whole(
    path: string,
    { paginate }: FrontMatter,
    lists: Lists,
    route: string,
    params: readonly string[],
  ): void {
    if (params.length > 0)
      throw new Problem(
        'paginate',
        'paginate_route',
        `A page with paginate: has no parameters in its route but that of each:, and this has ${route}`,
        'Add each: { tag: collections.posts.tags }, or take the parameter out.',
      );
    const base = canonicalPath(route);
    if (paginate && base !== undefined) this.#parts(path, paginate, lists, base, {});
  }

  #parts(
    page: string,
    { items, size = PART, path }: NonNullable<FrontMatter['paginate']>,
    lists: Lists,
    base: string,
    params: Params,
    item?: EachItem,
  ): void {
    const [root = '', ...names] = items.split('.');
    const found = item && root === item.name ? listOf(names.reduce(memberOf, item.value)) : lists.find(items);
    if (!found)
      throw new Problem('paginate', 'no_list', `paginate: ${items} of ${base} is no list`, LIST_OF_ITEM);
    if ('code' in found) throw new Problem('paginate', found.code, `paginate: ${found.message}`, found.help);
    const pages = Math.min(Math.ceil(found.size / size), LIMITS.addresses + 2);
    this.runs.push(new ListParts({ page, params, base, path }, pages));
  }
}

const LIST_OF_ITEM = 'Name a list that each item has, such as tag.items.';

/** A key of front matter that names a list. */
type ListKey = 'each' | 'paginate';

class Problem extends Error {
  readonly key: ListKey;
  readonly code: string;
  readonly help: string;
  constructor(key: ListKey, code: string, message: string, help: string) {
    super(message);
    this.key = key;
    this.code = code;
    this.help = help;
  }
}
