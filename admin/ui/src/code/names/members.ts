import type { Completion } from '@codemirror/autocomplete';
import { dataKey } from '../../../../../site/check/names.ts';
import { readData, readSample } from '../../language/client.ts';
import { siteCollections } from '../../language/collections.ts';
import { files } from '../../session/site.ts';
import {
  eachName,
  entryCollection,
  frontMatter,
  listFor,
  membersOfShape,
  type Place,
  shapeOf,
} from './shapes.ts';

const PAGE = ['title', 'url', 'path', 'params'];
const REQUEST = ['path', 'query', 'method', 'host', 'country', 'language', 'headers', 'cookies'];
const FORLOOP = ['index', 'index0', 'rindex', 'rindex0', 'first', 'last', 'length', 'parentloop'];
const GLOBALS: Readonly<Record<string, string>> = {
  page: 'This page: its front matter, url, path and params',
  site: 'site.yaml: its title and your own keys',
  data: 'The files in data/',
  collections: 'The collections in content/, each a list of its entries',
  request: 'The visitor’s request',
  content: 'In a layout: the page',
  forloop: 'In a loop: where it is',
};

/** Names that may stand behind `owner.` at a place in a template; with no owner, variables. */
export async function membersOf(owner: readonly string[], place: Place): Promise<Completion[]> {
  const { source } = place;
  const [first, ...rest] = owner;
  const shape = first === undefined ? undefined : await shapeOf(owner, place, siteCollections());
  if (shape) return withOwnKeys(await membersOfShape(shape, siteCollections()), owner, place);
  switch (first) {
    case undefined:
      return variables(place);
    case 'page':
      return rest.length === 0 ? pageMembers(place) : [];
    case 'request':
      return options(REQUEST);
    case 'forloop':
      return options(FORLOOP);
    case 'site':
      return options(keysIn(await readData('site.yaml'), rest));
    case 'data':
      return dataMembers(rest);
    default:
      return fetchedMembers(owner, source);
  }
}

/** On an entry's page, `page.title` is the entry's where the page has none of its own. */
async function pageMembers(place: Place): Promise<Completion[]> {
  const collection = entryCollection(place);
  const fields = collection === undefined ? {} : await siteCollections().fields(collection);
  return options([...frontMatterKeys(place.source), ...Object.keys(fields), ...PAGE]);
}

/** In an entry's own text, `entry.` has what its front matter says, whether that is a field or not. */
function withOwnKeys(found: Completion[], owner: readonly string[], { path, source }: Place): Completion[] {
  if (owner.join('.') !== 'entry' || !path.startsWith('content/')) return found;
  const known = new Set(found.map(({ label }) => label));
  return [...found, ...options(frontMatterKeys(source).filter((key) => !known.has(key)))];
}

function variables(place: Place): Completion[] {
  const { source } = place;
  const own = [...source.matchAll(/\{%-?\s*(?:assign|capture|for|tablerow|increment)\s+([\w-]+)/g)].map(
    (found) => found[1] ?? '',
  );
  return [
    ...(entryCollection(place) === undefined
      ? []
      : [{ label: 'entry', detail: 'The entry: its fields, and what every entry has', type: 'variable' }]),
    ...Object.entries(GLOBALS).map(([label, detail]) => ({ label, detail, type: 'variable' })),
    ...(listFor('paginator', place) === undefined
      ? []
      : [{ label: 'paginator', detail: 'The part of the list that is shown', type: 'variable' }]),
    ...options([...own, ...fetchedNames(source), ...(eachName(source) ?? '').split(' ')]),
  ];
}

/** The variables that the front matter's fetch fills. */
function fetchedNames(source: string): string[] {
  const fetched = /^fetch:\s*\n((?:[ \t]+.*\n?)+)/m.exec(source)?.[1] ?? '';
  return [...fetched.matchAll(/^\s+([\w-]+):/gm)].map((found) => found[1] ?? '');
}

function frontMatterKeys(source: string): string[] {
  const front = frontMatter(source);
  return [...front.matchAll(/^([\w-]+):/gm)].map((found) => found[1] ?? '');
}

/** Names of data files and folders, then the keys of what is in the file. */
async function dataMembers(keys: readonly string[]): Promise<Completion[]> {
  const paths = [...files.value.keys()].filter((path) => path.startsWith('data/'));
  for (let length = keys.length; length > 0; length--) {
    const key = `data/${keys.slice(0, length).join('/')}`;
    const path = paths.find((candidate) => dataKey(candidate) === key);
    if (path) return options(keysIn(await readData(path), keys.slice(length)));
  }
  const folder = ['data', ...keys, ''].join('/');
  const inside = paths
    .filter((path) => path.startsWith(folder))
    .map((path) => dataKey(path).slice(folder.length));
  return options(inside.map((name) => name.split('/')[0] ?? ''));
}

/** `product.` on a page that fetches it: what its sample has. */
async function fetchedMembers(
  [name = '', ...rest]: readonly string[],
  source: string,
): Promise<Completion[]> {
  const sample = [...files.value.keys()].find(
    (path) => path.startsWith('samples/') && path.endsWith(`/${name}.json`),
  );
  if (sample && fetchedNames(source).includes(name)) return options(keysIn(await readSample(sample), rest));
  return loopMembers([name, ...rest], source);
}

/** `post.` inside {% for post in data.posts %}: what the items have. */
async function loopMembers([name, ...rest]: readonly string[], source: string): Promise<Completion[]> {
  const loop = new RegExp(`\\{%-?\\s*for\\s+${name}\\s+in\\s+data\\.([\\w.-]+)`).exec(source);
  const over = loop?.[1]?.split('.');
  if (!over) return [];
  for (let length = over.length; length > 0; length--) {
    const key = `data/${over.slice(0, length).join('/')}`;
    const path = [...files.value.keys()].find((candidate) => dataKey(candidate) === key);
    if (path) return options(keysIn(await readData(path), [...over.slice(length), '0', ...rest]));
  }
  return [];
}

/** Keys of the value at `path` in `data`; of an array, those of its first item as well. */
function keysIn(data: unknown, path: readonly string[]): string[] {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
    value = Reflect.get(value, key);
  }
  if (Array.isArray(value)) return ['first', 'last', 'size'];
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function options(names: readonly string[]): Completion[] {
  return [...new Set(names)].filter((name) => name !== '').map((label) => ({ label, type: 'property' }));
}
