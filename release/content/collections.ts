import type { Inside } from '../../liquid/run/render.ts';
import { HostObject } from '../../liquid/run/values/values.ts';
import type { LargeGroup } from '../../schema/content/blocks.ts';
import { type CollectionRecord, collectionKey, type GroupRecord } from '../../schema/content/records.ts';
import type { FullPageRecord } from '../../schema/manifest.ts';
import { own } from '../../schema/own.ts';
import { NotFound } from '../../site/extensions/not-found-tag.ts';
import { DataFolder } from '../data-folder.ts';
import type { Working } from '../working.ts';
import type { At } from './ahead.ts';
import { ask } from './asked.ts';
import { Content, type EntryObject, type Shared } from './entries.ts';
import { entriesIn, groupBlocks } from './large.ts';
import {
  type AskedOfLength,
  Group,
  GroupItems,
  itemAt,
  ListOfEntries,
  paginatorOf,
  valueAt,
} from './lists.ts';
import { treeOf } from './tree.ts';

export { loadAhead } from './ahead.ts';

/** What a page shows of the content, for one render. */
export interface PageContent {
  /** What templates see besides. */
  readonly shared: Shared;
  /** The fields of the page's own entry, which are members of `page`. */
  readonly fields: object | undefined;
  /** Called when the render begins: its texts are rendered inside of it, and see what its templates see. */
  begin(inside: Inside, shared: Shared): void;
}

/** The content for one render of a page. Throws NotFound where an entry, an item or a part of a list is not there. */
export function contentOf(working: Working, page: FullPageRecord, at: At): PageContent {
  const content = new Content(working, page.escape !== false);
  const entry = page.entry === undefined ? undefined : entryAt(content, page.entry, at);
  const collections = new Collections(content);
  return {
    shared: { collections, ...(entry && { entry }), ...listsOf(working, page, collections, at) },
    fields: entry?.entry.fields,
    begin: (inside, shared) => Object.assign(content, { inside, shared }),
  };
}

/** The entry at this address. What a collection does not have is no page. */
function entryAt(content: Content, collection: string, { params, shown }: At): EntryObject {
  const slug = shown?.entry ?? params.slug ?? Object.values(params)[0] ?? '';
  const found = content.entry(collection, slug, true);
  if (!found) throw new NotFound(`${collection} has no entry ${slug}`);
  return found;
}

/** The item that a page is made for, and the part of a list that it shows. */
function listsOf(
  working: Working,
  { each, paginate }: FullPageRecord,
  collections: Collections,
  { params, shown }: At,
): Shared {
  if (!each && !paginate) return {};
  const data = new DataFolder(working);
  const [name = '', list = ''] = each ?? [];
  const item = each && { [name]: itemOf(list, name, params, { collections, data }) };
  const roots = { ...item, collections, data };
  const { slash } = working.manifest.head.config;
  const number = shown?.number ?? 1;
  return {
    ...item,
    ...(paginate && {
      paginator: paginatorOf({ paginate, list: valueAt(paginate.items, roots), params, number, slash }),
    }),
  };
}

/** The item of a list that a page is made for. Of groups, which may be thousands, only that one is made. */
function itemOf(
  list: string,
  name: string,
  params: At['params'],
  roots: { readonly collections: Collections; readonly data: DataFolder },
): unknown {
  const [root, collection = '', field, ...rest] = list.split('.');
  if (root !== 'collections' || field === undefined || rest.length > 0)
    return itemAt(valueAt(list, roots), name, params);
  const part = own(params, name) ?? '';
  const group = roots.collections.group(collection, field, part);
  if (group === undefined) throw new NotFound(`no item is called ${part} in addresses`);
  return group;
}

/** `collections`: each by its name, as a list of its entries. */
class Collections extends HostObject {
  readonly #content: Content;

  constructor(content: Content) {
    super();
    this.#content = content;
  }

  override get(name: string): unknown {
    const record = this.#content.record(name);
    return record && new EntryList(this.#content, record);
  }

  /** The group of a collection by a field that has this slug. */
  group(name: string, field: string, slug: string): Group | undefined {
    const record = this.#content.record(name);
    return record && new EntryList(this.#content, record).groupAt(field, slug);
  }

  override keys(): string[] {
    const prefix = collectionKey('');
    return this.#content.working.manifest.keys(prefix).map((key) => key.slice(prefix.length));
  }
}

/** `collections.<name>`: its entries in order, and by the names of its groups what they group. */
class EntryList extends ListOfEntries {
  readonly #content: Content;
  readonly #record: CollectionRecord;

  constructor(content: Content, record: CollectionRecord) {
    super();
    this.#content = content;
    this.#record = record;
  }

  get count(): number {
    return this.#record.blocks?.size ?? this.#record.entries.length;
  }

  override ask(...what: AskedOfLength): void {
    ask(this.#content.working, [this.#record.name], ...what);
  }

  override items(): readonly EntryObject[] {
    return this.#content.list(this.#record.name) ?? [];
  }

  override part(from: number, to: number): readonly EntryObject[] {
    ask(this.#content.working, [this.#record.name], 'part', from, to);
    return this.#content.part(this.#record, from, to);
  }

  override get(name: string): unknown {
    switch (name) {
      case 'tree':
        return treeOf(this.items());
      case 'size':
        this.ask('size');
        return this.count;
      case 'first':
        return this.part(0, 1)[0] ?? null;
      case 'last':
        this.ask('size');
        return this.part(this.count - 1, this.count)[0] ?? null;
      default:
        return this.#groups(name);
    }
  }

  #groups(field: string): readonly Group[] | undefined {
    const { working } = this.#content;
    const { name, groups, blocks } = this.#record;
    ask(working, [name], 'names', field);
    if (!blocks) return own(groups ?? {}, field)?.map((group) => this.#small(group));
    let hasAsked = false;
    const askSizes = () => {
      if (!hasAsked) ask(working, [name], 'sizes', field);
      hasAsked = true;
    };
    return own(blocks.groups, field)?.map((group) => this.#large(field, group, askSizes));
  }

  groupAt(field: string, slug: string): Group | undefined {
    const { name, groups, blocks } = this.#record;
    const isIt = ([, own]: LargeGroup | GroupRecord) => own === slug;
    ask(this.#content.working, [name], 'group', field, slug);
    const large = blocks && own(blocks.groups, field)?.find(isIt);
    if (large) return this.#large(field, large);
    const small = blocks ? undefined : own(groups ?? {}, field)?.find(isIt);
    return small && this.#small(small);
  }

  #small([name, slug, at]: GroupRecord): Group {
    const items = (from: number, to: number) => at.slice(from, to).map((place) => this.items()[place]);
    return new Group(name, slug, new GroupItems(at.length, items, () => undefined));
  }

  /** `askSizes` notes that a page depends on the size of any group in the list of them. */
  #large(field: string, group: LargeGroup, askSizes?: () => void): Group {
    const content = this.#content;
    const record = this.#record;
    const [name, slug, size] = group;
    const list = [record.name, field, slug, name] as const;
    const part = (from: number, to: number) => {
      ask(content.working, list, 'part', from, to);
      return entriesIn(content.working, groupBlocks(record.name, field, group), from, to).map((entry) =>
        content.objectOf(record, entry),
      );
    };
    const askLength: ListOfEntries['ask'] = (...what) =>
      askSizes && what[0] === 'size' ? askSizes() : ask(content.working, list, ...what);
    return new Group(name, slug, new GroupItems(size, part, askLength));
  }
}
