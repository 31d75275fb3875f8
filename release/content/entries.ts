import { TemplateError } from '../../liquid/error.ts';
import type { Template } from '../../liquid/run/link.ts';
import type { Inside } from '../../liquid/run/render.ts';
import { HostObject, Markup } from '../../liquid/run/values/values.ts';
import {
  BUILT_IN,
  type CollectionRecord,
  collectionKey,
  type EntryRecord,
  excerptKey,
} from '../../schema/content/records.ts';
import { Missing, type Working } from '../working.ts';
import { ask } from './asked.ts';
import { Large } from './large.ts';
import { parentSlug } from './tree.ts';

/** What every template of a page sees; a text sees the same, with its own `entry` and `page` in place. */
export type Shared = Readonly<Record<string, unknown>>;

/** Texts that are loaded along with one that is missing: those of its neighbours, which a list is likely to show next. */
const AHEAD = 24;

/** The collections of a release, for one render. */
export class Content {
  readonly working: Working;
  readonly escapes: boolean;
  /** Renders a text inside of the page; there once the render has begun. */
  inside: Inside = () => '';
  shared: Shared = {};
  readonly #lists = new Map<string, EntryObject[]>();
  readonly #large = new Map<string, Large>();
  /** Of large collections: by collection and slug. */
  readonly #entries = new Map<string, EntryObject>();

  constructor(working: Working, escapes: boolean) {
    this.working = working;
    this.escapes = escapes;
  }

  record(name: string): CollectionRecord | undefined {
    // What site/content/collections made of it.
    return this.working.data(collectionKey(name)) as CollectionRecord | undefined;
  }

  large(record: CollectionRecord): Large | undefined {
    if (!record.blocks) return undefined;
    const known = this.#large.get(record.name) ?? new Large(this.working, record, record.blocks);
    this.#large.set(record.name, known);
    return known;
  }

  /** Its entries, in order. The same objects for the whole render, so that each text is rendered once. */
  list(name: string): readonly EntryObject[] | undefined {
    const known = this.#lists.get(name);
    if (known) return known;
    const record = this.record(name);
    if (!record) return undefined;
    if (record.blocks) ask(this.working, [name], 'part', 0, Number.POSITIVE_INFINITY);
    const list = record.blocks
      ? this.part(record, 0, record.blocks.size)
      : record.entries.map((entry, at) => new EntryObject(this, record, entry, at));
    this.#lists.set(name, list);
    return list;
  }

  /** Entries from one place to before another; what is not loaded of them is asked for at once. */
  part(record: CollectionRecord, from: number, to: number): EntryObject[] {
    const large = this.large(record);
    const start = Math.max(0, from);
    if (!large) return (this.list(record.name) ?? []).slice(start, Math.max(0, to));
    return large.range(start, to).map((entry, at) => this.objectOf(record, entry, start + at));
  }

  /** One object an entry. */
  objectOf(record: CollectionRecord, entry: EntryRecord, at?: number): EntryObject {
    const key = `${record.name}/${entry.slug}`;
    const known = this.#entries.get(key) ?? new EntryObject(this, record, entry, at);
    this.#entries.set(key, known);
    if (at !== undefined) known.at = at;
    return known;
  }

  /** An entry by its slug; `withText` where its text will be wanted. */
  entry(name: string, slug: string, withText = false): EntryObject | undefined {
    const record = this.record(name);
    const large = record && this.large(record);
    if (record && large) {
      const found = this.#entries.get(`${name}/${slug}`) ?? large.find(slug, withText);
      if (!found || found instanceof EntryObject) return found;
      return this.objectOf(record, found[0], found[1]);
    }
    const at = record ? placesOf(record).get(slug) : undefined;
    return at === undefined ? undefined : this.list(name)?.[at];
  }

  /** Where in its collection an entry is that was found by its group. */
  placeOf(record: CollectionRecord, slug: string): number | undefined {
    return this.large(record)?.find(slug)?.[1];
  }

  /** Slugs of entries of a large collection that this render has come to already. */
  loaded(record: CollectionRecord, from: number, to: number): string[] {
    const all = [...this.#entries.values()].filter(({ at = -1 }) => at >= from && at < to);
    return all.filter((entry) => entry.isOf(record)).map(({ slug }) => slug);
  }

  /** What templates see as `page` at an address of this entry's page: its own front matter, else the entry's fields. */
  pageOf(record: CollectionRecord, entry: EntryRecord): Record<string, unknown> {
    const url = entry.url ?? null;
    return {
      ...entry.fields,
      ...record.page?.own,
      path: url,
      url,
      params: { slug: entry.slug },
      status: 200,
    };
  }
}

const PLACES = new WeakMap<CollectionRecord, ReadonlyMap<string, number>>();

/** Where in its collection an entry is, by its slug. */
function placesOf(record: CollectionRecord): ReadonlyMap<string, number> {
  const known = PLACES.get(record);
  if (known) return known;
  const places = new Map(record.entries.map(({ slug }, at) => [slug, at]));
  PLACES.set(record, places);
  return places;
}

/** An entry: its fields, and what every entry has. */
export class EntryObject extends HostObject {
  readonly #content: Content;
  readonly #record: CollectionRecord;
  /** Where in its collection it is; not known of one that was found by its group. */
  at: number | undefined;
  readonly entry: EntryRecord;
  get slug(): string {
    return this.entry.slug;
  }
  readonly #texts = new Map<string, unknown>();

  constructor(content: Content, record: CollectionRecord, entry: EntryRecord, at?: number) {
    super();
    this.#content = content;
    this.#record = record;
    this.entry = entry;
    this.at = at;
  }

  isOf(record: CollectionRecord): boolean {
    return this.#record === record;
  }

  override get(name: string): unknown {
    const { fields } = this.entry;
    if (name === 'meta') return new Meta(this);
    if (!Object.hasOwn(fields, name)) return this.builtIn(name);
    const { references } = this.#record;
    const to = references && Object.hasOwn(references, name) ? references[name] : undefined;
    return to === undefined ? fields[name] : this.#follow(fields[name], to);
  }

  override keys(): string[] {
    return [...new Set([...Object.keys(this.entry.fields), ...BUILT_IN])];
  }

  /** What the entry has by itself, whatever its front matter says. */
  builtIn(name: string): unknown {
    const { slug, url, path, words, toc, saved } = this.entry;
    switch (name) {
      case 'slug':
        return slug;
      case 'url':
        return url ?? null;
      case 'path':
        return path;
      case 'words':
        return words ?? 0;
      case 'toc':
        return toc ?? [];
      case 'content':
        return this.#text(path);
      case 'excerpt':
        return this.#text(excerptKey(path));
      case 'previous':
        return this.#neighbour(this.#record.descending === true ? 1 : -1);
      case 'next':
        return this.#neighbour(this.#record.descending === true ? -1 : 1);
      case 'parent':
        return this.#parent();
      case 'children':
        return this.#list().filter((other) => other !== this && parentSlug(other.entry.slug) === slug);
      case 'updated':
        return saved === undefined ? null : new Date(saved).toISOString();
      case 'collection':
        return this.#record.name;
      default:
        return undefined;
    }
  }

  #list(): readonly EntryObject[] {
    return this.#content.list(this.#record.name) ?? [];
  }

  #neighbour(step: number): EntryObject | null {
    this.at ??= this.#content.placeOf(this.#record, this.entry.slug);
    if (this.at === undefined || this.at + step < 0) return null;
    return this.#content.part(this.#record, this.at + step, this.at + step + 1)[0] ?? null;
  }

  #parent(): EntryObject | null {
    const above = parentSlug(this.entry.slug);
    return above === undefined ? null : (this.#content.entry(this.#record.name, above) ?? null);
  }

  #follow(value: unknown, to: string): unknown {
    if (Array.isArray(value)) return value.map((slug) => this.#follow(slug, to));
    return typeof value === 'string' ? (this.#content.entry(to, value) ?? null) : null;
  }

  /** One of its texts, rendered as on its own page, once. */
  #text(key: string): unknown {
    if (!this.#texts.has(key)) {
      this.#texts.set(key, RENDERING);
      this.#texts.set(key, this.#render(key));
    }
    const text = this.#texts.get(key);
    if (text !== RENDERING) return text;
    throw new TemplateError('text_in_itself', `The text of ${this.entry.path} prints itself here`);
  }

  #render(key: string): unknown {
    const { shared, escapes, inside } = this.#content;
    const template = this.#template(key);
    if (!template) return '';
    const page = this.#content.pageOf(this.#record, this.entry);
    const text = inside(template, { ...shared, entry: this, page });
    return escapes ? new Markup(text) : text;
  }

  #template(key: string): Template | undefined {
    const { working } = this.#content;
    const large = this.#content.large(this.#record);
    if (large) return large.template(this.entry.slug, key !== this.entry.path, this.#ahead());
    if (!working.manifest.record(key)) return undefined;
    const missing = this.#missing(key);
    if (missing.length > 0) throw new Missing(missing);
    return working.template(key);
  }

  /** Slugs of the entries of a large collection that come after it and are loaded. */
  #ahead(): string[] {
    const { at } = this;
    if (at === undefined) return [];
    return this.#content.loaded(this.#record, at + 1, at + AHEAD);
  }

  /** The text that is wanted, if it is not loaded, and with it those that come after. */
  #missing(key: string): string[] {
    const { working } = this.#content;
    if (working.has(key)) return [];
    const isExcerpt = key !== this.entry.path;
    const { at = 0 } = this;
    const ahead = this.#record.entries
      .slice(at, at + AHEAD)
      .map(({ path }) => (isExcerpt ? excerptKey(path) : path));
    return ahead.filter((each) => !working.has(each) && working.manifest.record(each) !== undefined);
  }
}

const RENDERING = Symbol('rendering');

/** `entry.meta`: what an entry has by itself where its front matter says something else. */
class Meta extends HostObject {
  readonly #entry: EntryObject;

  constructor(entry: EntryObject) {
    super();
    this.#entry = entry;
  }

  override get(name: string): unknown {
    return this.#entry.builtIn(name);
  }

  override keys(): readonly string[] {
    return BUILT_IN;
  }
}
