import { own } from '../../schema/own.ts';
import { canonicalPath, parseRoute, placesOf } from '../../schema/route.ts';
import type { Paths } from '../columns/paths.ts';
import { slugOfEntry } from '../content/entry-path.ts';
import { slugsOf } from '../content/slugs.ts';
import type { EntryFacts } from '../facts.ts';
import type { Known } from './address.ts';
import { DAY, type EntryAddress, entryAddress, ownUrl, type Params } from './entry-address.ts';

/**
 * Makes the addresses of entries on one page. Of 100,000 entries, objects with paths and parameters are the most of what is held: most addresses
 * are the route with the slug in it, and are put together when they are asked for.
 */
export class EntriesOnPage {
  readonly page: string;
  readonly #route: string;
  readonly #zone: string | undefined;
  readonly names: readonly string[];
  readonly #plain: PlainRoute | undefined;
  /** Says which addresses those are that are the route with the slug in it. */
  readonly form: string;

  /** Throws what `parseRoute` throws. */
  constructor(page: string, route: string, zone: string | undefined) {
    this.page = page;
    this.#route = route;
    this.#zone = zone;
    this.names = parseRoute(route).params;
    this.#plain = plainRoute(route, this.names);
    this.form = JSON.stringify([page, route]);
  }

  /** The entry of a file; undefined where it has no address here. */
  known(from: string, facts: EntryFacts): Known | undefined {
    if (this.#plain && isPlain(this.#plain, facts)) return new PlainKnown(this, [from], 0);
    const found = entryAddress(facts, this.#route, this.#zone);
    if ('problem' in found) return undefined;
    if (isText(found)) return new TextKnown(this, from, textOf(found, this.names));
    return { ...found, page: this.page, entry: slugOfEntry(from), from };
  }

  /** Whether it follows from a slug alone that it is in the route as it is. */
  isPlain(slug: string, hasOwnUrl: boolean): boolean {
    const plain = this.#plain;
    return plain?.name === 'slug' && !hasOwnUrl && plain.slugs.test(slug);
  }

  /** Where an entry is; undefined where it has no address here. */
  at(facts: EntryFacts): string | undefined {
    if (this.#plain && isPlain(this.#plain, facts)) return this.pathOf(facts.slug);
    const found = entryAddress(facts, this.#route, this.#zone);
    return 'problem' in found ? undefined : found.path;
  }

  /** The path of an entry whose slug is in the route as it is. */
  pathOf(slug: string): string {
    return `${this.#plain?.before}${slug}${this.#plain?.after}`;
  }
}

/** The address of an entry whose slug is in the route as it is. */
export class PlainKnown implements Known {
  readonly entry: string;
  readonly #on: EntriesOnPage;
  readonly #paths: Paths;
  readonly #number: number;
  #path: string | undefined;

  /** The entry with a number in `paths`. */
  constructor(on: EntriesOnPage, paths: Paths, number: number, slugs = slugsOf(paths)) {
    this.#on = on;
    this.#paths = paths;
    this.#number = number;
    this.entry = slugs.at(number) ?? '';
  }

  get from(): string {
    return this.#paths.at(this.#number) ?? '';
  }

  get page(): string {
    return this.#on.page;
  }

  /** Most who ask for it do so several times. */
  get path(): string {
    this.#path ??= this.#on.pathOf(this.entry);
    return this.#path;
  }

  get params(): Params {
    return { [this.#on.names[0] ?? '']: this.entry };
  }

  get form(): string {
    return this.#on.form;
  }
}

/** The address of an entry as one text: its path and its parameters, and a tab before them where it is one of its own. */
export class TextKnown implements Known {
  readonly from: string;
  readonly text: string;
  readonly #on: EntriesOnPage;

  constructor(on: EntriesOnPage, from: string, text: string) {
    this.#on = on;
    this.from = from;
    this.text = text;
  }

  get page(): string {
    return this.#on.page;
  }

  get entry(): string {
    return slugOfEntry(this.from);
  }

  get own(): true | undefined {
    return this.text.startsWith('\t') ? true : undefined;
  }

  get path(): string {
    const [path = ''] = this.#parts;
    return path;
  }

  get params(): Params {
    const [, ...values] = this.#parts;
    return Object.fromEntries(values.map((value, at) => [this.#on.names[at] ?? '', value]));
  }

  get #parts(): readonly string[] {
    const parts = this.text.split('\t');
    return this.own ? parts.slice(1) : parts;
  }
}

const isText = ({ params }: EntryAddress): boolean =>
  !Object.values(params).some((value) => value.includes('\t'));

/** Of one of its own there may be no parameters: where the entry has none for the route. */
const textOf = ({ path, params, own: isOwn }: EntryAddress, names: readonly string[]): string => {
  const values = names.flatMap((name) => own(params, name) ?? []);
  return [...(isOwn ? [''] : []), path, ...values].join('\t');
};

/** A route with one parameter, between literal parts that stand in its addresses as they are. */
export interface PlainRoute {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Slugs that stand there as they are. */
  readonly slugs: RegExp;
}

const PART = /^[\w.~-]+$/;
const PARTS = /^[\w.~-]+(?:\/[\w.~-]+)*$/;

/** Undefined for any other route. */
function plainRoute(route: string, [name = '', ...others]: readonly string[]): PlainRoute | undefined {
  const [, before, rest, after] = /^([^{}?#]*)\{(\.\.\.)?\w+\}([^{}?#]*)$/.exec(route) ?? [];
  if (before === undefined || after === undefined || others.length > 0) return undefined;
  if (placesOf(route).length !== 1 || DAY.includes(name)) return undefined;
  const like = `${before}a${after}`;
  const isCanonical = PARTS.test(like.slice(1)) && canonicalPath(like) === like;
  return isCanonical ? { name, before, after, slugs: rest ? PARTS : PART } : undefined;
}

function isPlain({ name, slugs }: PlainRoute, facts: EntryFacts): boolean {
  const { fields, slug } = facts;
  return (
    (name === 'slug' || own(fields, name) === undefined) && ownUrl(facts) === undefined && slugs.test(slug)
  );
}
