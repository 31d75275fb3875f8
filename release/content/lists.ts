import { element } from '../../liquid/run/values/member.ts';
import { HostObject, plain } from '../../liquid/run/values/values.ts';
import type { FullPageRecord } from '../../schema/manifest.ts';
import { own } from '../../schema/own.ts';
import { type Slash, spelled } from '../../schema/path/slash.ts';
import { fillPattern } from '../../schema/route.ts';
import { partOfItem } from '../../site/addresses/part.ts';
import { partPath } from '../../site/addresses/part-path.ts';
import { NotFound } from '../../site/extensions/not-found-tag.ts';

/** Items of a list from one place to before another. */
type PartOf = (from: number, to: number) => readonly unknown[];

/** How long a list is, or how many parts of a size it has. */
export type AskedOfLength = readonly ['size'] | readonly ['pages', size: number];

/** A list of entries of which a part is loaded when it is read. What is read of it is noted: see Asked. */
export abstract class ListOfEntries extends HostObject {
  /** How many there are, which is noted where a page depends on it. */
  abstract readonly count: number;
  /** Notes that a page depends on that. */
  abstract ask(...what: AskedOfLength): void;
}

/** A group of a collection: `collections.posts.tags` is a list of them. */
export class Group extends HostObject {
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(name: unknown, slug: string, items: ListOfEntries) {
    super();
    this.#members = {
      name,
      slug,
      get size() {
        return items.get('size');
      },
      items,
    };
  }

  override get(key: string): unknown {
    return own(this.#members, key);
  }

  override keys(): string[] {
    return Object.keys(this.#members);
  }
}

/** The entries of a group, loaded when they are read. */
export class GroupItems extends ListOfEntries {
  readonly count: number;
  readonly #part: PartOf;
  readonly #ask: ListOfEntries['ask'];

  constructor(count: number, part: PartOf, ask: ListOfEntries['ask']) {
    super();
    this.count = count;
    this.#part = part;
    this.#ask = ask;
  }

  override ask(...what: AskedOfLength): void {
    this.#ask(...what);
  }

  override items(): readonly unknown[] {
    return this.#part(0, Number.POSITIVE_INFINITY);
  }

  override part(from: number, to: number): readonly unknown[] {
    return this.#part(Math.max(0, from), to);
  }

  override get(key: string): unknown {
    if (key !== 'size') return undefined;
    this.ask('size');
    return this.count;
  }
}

/** The value of a name such as `collections.posts.tags`. */
export function valueAt(path: string, roots: Readonly<Record<string, unknown>>): unknown {
  return path.split('.').reduce<unknown>((value, key) => element(value, key), roots);
}

/** The item of a list that the page at these parameters is made for. Throws NotFound where there is none. */
export function itemAt(list: unknown, name: string, params: Readonly<Record<string, string>>): unknown {
  const items = plain(list);
  const part = own(params, name);
  const found = Array.isArray(items) && part !== undefined ? itemNamed(items, name, part) : undefined;
  if (found === undefined) throw new NotFound(`no item is called ${part} in addresses`);
  return found;
}

/** Lists of which an item was looked for. From the second time on they have their items by name: a publish looks for each. */
const NAMED = new WeakMap<readonly unknown[], { readonly name: string; items?: Map<string, unknown> }>();

function itemNamed(list: readonly unknown[], name: string, part: string): unknown {
  const partOf = (item: unknown) => partOfItem(name, item, (key) => element(item, key));
  const known = NAMED.get(list);
  if (known?.name !== name) {
    NAMED.set(list, { name });
    return list.find((item) => partOf(item) === part);
  }
  // Of two with one name the first is meant.
  known.items ??= new Map(list.map((item) => [partOf(item), item] as const).reverse());
  return known.items.get(part);
}

interface Part {
  readonly paginate: NonNullable<FullPageRecord['paginate']>;
  readonly list: unknown;
  readonly params: Readonly<Record<string, string>>;
  readonly number: number;
  readonly slash: Slash | undefined;
}

/** Page links on each side of the current one. */
const AROUND = 2;

/** What templates see as `paginator`. */
export function paginatorOf({ paginate, list, params, number, slash }: Part): Record<string, unknown> {
  const { size, route, path } = paginate;
  const { total, part } = sliced(list, size);
  const pages = Math.max(1, Math.ceil(total / size));
  if (number > pages) throw new NotFound(`the list has no part ${number}`);
  const base = fillPattern(route, params);
  const link = (page: number) => {
    const url = spelled(partPath(base, path, page), slash);
    return page < 1 || page > pages ? null : { page, url, current: page === number };
  };
  const start = Math.max(1, Math.min(number - AROUND, pages - 2 * AROUND));
  return {
    items: part((number - 1) * size, number * size),
    page: number,
    pages,
    size,
    get total() {
      if (list instanceof ListOfEntries) list.ask('size');
      return total;
    },
    first: link(1),
    last: link(pages),
    previous: link(number - 1),
    next: link(number + 1),
    window: Array.from({ length: 2 * AROUND + 1 }, (_, at) => link(start + at)).filter(
      (each) => each !== null,
    ),
  };
}

/** A list of which only a part is loaded, where it can be. It is shown in parts of so many. */
function sliced(list: unknown, size: number): { readonly total: number; readonly part: PartOf } {
  if (list instanceof ListOfEntries) {
    list.ask('pages', size);
    return { total: list.count, part: (from, to) => list.part(from, to) ?? [] };
  }
  const other = list instanceof HostObject ? list.get('size') : undefined;
  if (typeof other === 'number') return { total: other, part: () => [] };
  const bare = plain(list);
  const all: readonly unknown[] = Array.isArray(bare) ? bare : [];
  return { total: all.length, part: (from, to) => all.slice(from, to) };
}
