/** What an entry's path says: `content/docs/guide/2024-05-01-intro.md`. */
export interface EntryPath {
  /** The folder below `content/`. */
  readonly collection: string;
  /** The rest without ending and date; folders are part of it, and `index` is its folder's own: `guide/intro`, `guide`. */
  readonly slug: string;
  /** From the file's name: `2024-05-01`. */
  readonly date?: string;
}

const NAME = /^content\/([^/]+)\/(.*?)([^/]+)\.(?:md|liquid|ya?ml|json)$/;
const DATED = /^(\d{4}-\d{2}-\d{2})-(.+)$/;

/** The parts of an entry's path; undefined for what is none, `_collection.yaml` included. */
export function readEntryPath(path: string): EntryPath | undefined {
  const [, collection, folders = '', name = ''] = NAME.exec(path) ?? [];
  if (collection === undefined || isCollectionFile(path)) return undefined;
  const dated = DATED.exec(name);
  const own = dated?.[2] ?? name;
  const slug = own === 'index' ? folders.replace(/\/$/, '') : `${folders}${own}`;
  return { collection, slug, ...(dated?.[1] !== undefined && { date: dated[1] }) };
}

/** The slug in an entry's path, which is known to be one. */
export function slugOfEntry(path: string): string {
  const from = path.indexOf('/', CONTENT.length) + 1;
  const name = path.lastIndexOf('/') + 1;
  const to = path.lastIndexOf('.');
  const isDigit = path.charCodeAt(name) >= ZERO && path.charCodeAt(name) <= ZERO + 9;
  const own = name + (isDigit && DATED.test(path.slice(name, to)) ? DAY : 0);
  if (to - own === INDEX.length && path.startsWith(INDEX, own))
    return path.slice(from, Math.max(from, name - 1));
  return own === name ? path.slice(from, to) : path.slice(from, name) + path.slice(own, to);
}

const CONTENT = 'content/';
const INDEX = 'index';
const ZERO = 48;
/** Characters of a date and the hyphen behind it. */
const DAY = '2024-05-01-'.length;

/** Whether a file says what a collection's entries have. */
export const isCollectionFile = (path: string): boolean => /^content\/[^/]+\/_collection\.ya?ml$/.test(path);

/** The file that says what the entries of a collection have. */
export const collectionPath = (name: string): string => `content/${name}/_collection.yaml`;
