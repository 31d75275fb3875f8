import { TemplateError } from '../../liquid/error.ts';
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

  constructor(working: Working, escapes: boolean) {
    this.working = working;
    this.escapes = escapes;
  }

  record(name: string): CollectionRecord | undefined {
    // What site/content/collections made of it.
    return this.working.data(collectionKey(name)) as CollectionRecord | undefined;
  }

  /** Its entries, in order. The same objects for the whole render, so that each text is rendered once. */
  list(name: string): readonly EntryObject[] | undefined {
    const known = this.#lists.get(name);
    if (known) return known;
    const record = this.record(name);
    if (!record) return undefined;
    const list = record.entries.map((entry, at) => new EntryObject(this, record, entry, at));
    this.#lists.set(name, list);
    return list;
  }

  entry(name: string, slug: string): EntryObject | undefined {
    const record = this.record(name);
    const at = record ? placesOf(record).get(slug) : undefined;
    return at === undefined ? undefined : this.list(name)?.[at];
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
  readonly #at: number;
  readonly entry: EntryRecord;
  get slug(): string {
    return this.entry.slug;
  }
  readonly #texts = new Map<string, unknown>();

  constructor(content: Content, record: CollectionRecord, entry: EntryRecord, at: number) {
    super();
    this.#content = content;
    this.#record = record;
    this.entry = entry;
    this.#at = at;
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
    return this.#list()[this.#at + step] ?? null;
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
    const { working, shared, escapes, inside } = this.#content;
    if (!working.manifest.record(key)) return '';
    const missing = this.#missing(key);
    if (missing.length > 0) throw new Missing(missing);
    const template = working.template(key);
    if (!template) return '';
    const page = this.#content.pageOf(this.#record, this.entry);
    const text = inside(template, { ...shared, entry: this, page });
    return escapes ? new Markup(text) : text;
  }

  /** The text that is wanted, if it is not loaded, and with it those that come after. */
  #missing(key: string): string[] {
    const { working } = this.#content;
    if (working.has(key)) return [];
    const isExcerpt = key !== this.entry.path;
    const ahead = this.#record.entries
      .slice(this.#at, this.#at + AHEAD)
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
