import { element } from '../../liquid/run/values/property.ts';
import { HostObject, plain } from '../../liquid/run/values/values.ts';
import type { GroupRecord } from '../../schema/content/records.ts';
import type { FullPageRecord } from '../../schema/manifest.ts';
import { own } from '../../schema/own.ts';
import { fillPattern, type Slash, spelled } from '../../schema/route.ts';
import { partOfItem } from '../../site/addresses/part.ts';
import { partPath } from '../../site/addresses/part-path.ts';
import { NotFound } from '../../site/extensions/not-found.ts';

/** A group of a collection: `collections.posts.tags` is a list of them. */
export class Group extends HostObject {
  readonly #record: GroupRecord;
  readonly #items: (at: readonly number[]) => readonly unknown[];

  constructor(record: GroupRecord, items: (at: readonly number[]) => readonly unknown[]) {
    super();
    this.#record = record;
    this.#items = items;
  }

  override get(key: string): unknown {
    const [name, slug, at] = this.#record;
    switch (key) {
      case 'name':
        return name;
      case 'slug':
        return slug;
      case 'size':
        return at.length;
      case 'items':
        return this.#items(at);
      default:
        return undefined;
    }
  }

  override keys(): string[] {
    return ['name', 'slug', 'size', 'items'];
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
  const found = (Array.isArray(items) ? items : []).find(
    (item) => partOfItem(name, item, (key) => element(item, key)) === part,
  );
  if (found === undefined) throw new NotFound(`no item is called ${part} in addresses`);
  return found;
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
  const bare = plain(list);
  const all: readonly unknown[] = Array.isArray(bare) ? bare : [];
  const pages = Math.max(1, Math.ceil(all.length / size));
  if (number > pages) throw new NotFound(`the list has no part ${number}`);
  const base = fillPattern(route, params);
  const link = (page: number) => {
    const url = spelled(partPath(base, path, page), slash);
    return page < 1 || page > pages ? null : { page, url, current: page === number };
  };
  const start = Math.max(1, Math.min(number - AROUND, pages - 2 * AROUND));
  return {
    items: all.slice((number - 1) * size, number * size),
    page: number,
    pages,
    size,
    total: all.length,
    first: link(1),
    last: link(pages),
    previous: link(number - 1),
    next: link(number + 1),
    window: Array.from({ length: 2 * AROUND + 1 }, (_, at) => link(start + at)).filter(
      (each) => each !== null,
    ),
  };
}
