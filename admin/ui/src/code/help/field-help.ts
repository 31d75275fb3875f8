import type { FieldType } from '../../../../../schema/content/field.ts';

/** The keys of `_collection.yaml`, a line of help each. */
export const COLLECTION_HELP: Readonly<Record<string, string>> = {
  title: 'The name of the collection',
  sort: 'The field that orders it: date, or -date for the newest first',
  groups: 'Fields whose values group the entries: [tags]',
  fields: 'What an entry has, each as name: { type: text }',
  markdown: 'How texts are read: smart, breaks, ids, html',
};

/** What a field takes, a line of help each. */
export const FIELD_HELP: Readonly<Record<string, string>> = {
  type: 'What it holds: text, date, list and so on',
  title: 'Its name in forms',
  help: 'A line of help below it in forms',
  required: 'true: an entry without it is refused',
  min: 'The least: of a text its characters, of a number its value, of a list its items',
  max: 'The most: of a text its characters, of a number its value, of a list its items',
  lines: 'Rows of the box that a form shows for a text',
  options: 'What a select offers: [ebb, flow]',
  of: 'What a list is of: a type, or { type: object, fields: … }',
  fields: 'What an object is of: names and fields',
  to: 'The collection whose entries a reference names by their slugs',
};

/** The types of fields, a value of each. */
export const TYPE_HELP: Readonly<Record<FieldType, string>> = {
  text: 'A text; min and max are characters',
  markdown: 'A text in Markdown',
  number: 'A number; min and max are its value',
  boolean: 'true or false',
  date: '2024-05-31, or 2024-05-31 18:00 +02:00',
  time: '18:00',
  select: 'One of options',
  image: 'The name of an asset, or an address',
  file: 'The name of an asset, or an address',
  color: '#1a6bb5',
  url: 'An address: https://…, or a path that begins with /',
  email: 'An e-mail address',
  list: 'A list; needs of',
  object: 'Names and values; needs fields',
  reference: 'The slug of an entry; needs to',
};

/** Keys of a page's front matter that say which content it is for. */
export const PAGE_HELP: Readonly<Record<string, string>> = {
  entry: 'The collection whose entries this is the page of: entry: posts',
  each: 'A page for each group or item: each: { tag: collections.posts.tags }',
  paginate: 'A list that is shown in parts: paginate: { items: collections.posts, size: 10 }',
  sitemap: 'false leaves its addresses out of /sitemap.xml',
};

/** Keys of `paginate`. */
export const PAGINATE_HELP: Readonly<Record<string, string>> = {
  items: 'The list: collections.posts, its groups, a list in data, or tag.items on a page with each',
  size: 'How many items a part has: 10 where it does not say',
  path: 'What follows the address from the second part on: /page/{n} where it does not say',
};
