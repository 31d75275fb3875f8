import { nearest } from '../../liquid/compile/nearest.ts';
import { readValue } from '../../liquid/run/filters/readers.ts';
import { own } from '../../schema/own.ts';
import { isRecord } from '../../schema/record.ts';
import { dataFileOf, dataKey } from '../check/names.ts';
import type { Collection } from '../content/collections.ts';
import type { SiteFacts } from '../facts.ts';
import { ofKinds } from '../site-facts.ts';

/** The value of a data file, by its key (`data/products`). */
export type ReadData = (key: string) => unknown;

/** Reads a site's data files from their code, each once. */
export function dataReader(files: SiteFacts, code: (path: string) => string): ReadData {
  let paths: ReadonlyMap<string, string> | undefined;
  const values = new Map<string, unknown>();
  return (key) => {
    paths ??= new Map(Array.from(ofKinds(files, 'data'), ([path]) => [dataKey(path), path]));
    const path = paths.get(key);
    const text = path === undefined || values.has(key) ? '' : code(path);
    if (text !== '') values.set(key, readValue(text));
    return values.get(key);
  };
}

/** An item of a list, as an address may be made for it. */
export interface ListItem {
  readonly value: unknown;
  /** Of a group: the slug that it has in addresses, empty where its name makes none. */
  readonly slug?: string;
  /** Of a group: its name. */
  readonly name?: string;
}

export type Found =
  | { readonly size: number; items(): readonly ListItem[] }
  | {
      readonly code: 'missing_collection' | 'missing_data' | 'no_list';
      readonly message: string;
      readonly help: string;
    };

/** The lists that front matter names: collections, their groups, and data. */
export class Lists {
  readonly #collections: ReadonlyMap<string, Collection>;
  readonly #read: ReadData | undefined;
  readonly #keys: ReadonlySet<string>;

  constructor(files: SiteFacts, collections: readonly Collection[], read: ReadData | undefined) {
    this.#collections = new Map(collections.map((record) => [record.name, record]));
    this.#read = read;
    this.#keys = new Set(Array.from(ofKinds(files, 'data'), ([path]) => dataKey(path)));
  }

  find(path: string): Found {
    const names = path.split('.');
    if (names[0] === 'collections') return this.#collection(path, names);
    return names[0] === 'data' ? this.#data(path, names) : noList(path);
  }

  #collection(path: string, [, name = '', field, ...rest]: readonly string[]): Found {
    const record = this.#collections.get(name);
    if (!record) {
      const near = nearest(name, [...this.#collections.keys()]);
      const help =
        near === undefined ? `Make the folder content/${name}/.` : `Did you mean collections.${near}?`;
      return { code: 'missing_collection', message: `${path}: there is no content/${name}/`, help };
    }
    if (field === undefined)
      return {
        size: record.entries.length,
        items: () => Array.from(record.entries, ({ slug, fields }) => ({ value: { ...fields, slug } })),
      };
    const groups = own(record.groups ?? {}, field);
    if (!groups || rest.length > 0) return noList(path);
    const items = () =>
      groups.map(({ name, slug, numbers }) => ({
        value: { name, slug, items: Array.from(numbers) },
        slug,
        name: String(name),
      }));
    return { size: groups.length, items };
  }

  #data(path: string, names: readonly string[]): Found {
    const file = dataFileOf(names, (key) => this.#keys.has(key));
    const folder = `${names.join('/')}/`;
    const below = [...this.#keys].filter((key) => key.startsWith(folder)).sort();
    if (file === undefined && below.length === 0) {
      const near = nearest(
        path,
        [...this.#keys].map((key) => key.replaceAll('/', '.')),
      );
      const help = near === undefined ? `Make the file ${names.join('/')}.yaml.` : `Did you mean ${near}?`;
      return { code: 'missing_data', message: `${path} does not exist`, help };
    }
    const read = this.#read;
    // Who does not have what is in the files knows no more than that they are there.
    if (!read) return { size: 0, items: () => [] };
    const value =
      file === undefined
        ? below.flatMap((key) => read(key) ?? [])
        : names.slice(file.split('/').length).reduce(memberOf, read(file));
    return listOf(value) ?? noList(path);
  }
}

export function memberOf(value: unknown, name: string): unknown {
  return isRecord(value) ? own(value, name) : undefined;
}

export function listOf(value: unknown): Extract<Found, { size: number }> | undefined {
  if (!Array.isArray(value)) return undefined;
  return { size: value.length, items: () => value.map((item: unknown) => ({ value: item })) };
}

function noList(path: string): Found {
  return {
    code: 'no_list',
    message: `${path} is no list`,
    help: 'Name a collection, its groups by a field (collections.posts.tags), or a list in data.',
  };
}
