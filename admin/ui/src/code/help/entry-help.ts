/** What every entry has, a line of help each. */
export const ENTRY_HELP: Readonly<Record<string, string>> = {
  slug: 'Its name in the collection, with its folders',
  url: 'Its address; nil where no page shows it',
  path: 'Its file',
  content: 'Its text as HTML',
  excerpt: 'Its beginning: to <!-- more -->, else the first paragraph',
  words: 'How many words its text has',
  toc: 'Its headings, each with level, id and text',
  previous: 'The entry before it: where the newest comes first, the older one',
  next: 'The entry after it: where the newest comes first, the newer one',
  parent: 'The entry of the folder that it is in',
  children: 'The entries below it',
  updated: 'When its file was saved last',
  collection: 'The name of its collection',
  meta: 'What it has by itself, where its front matter has a field of that name',
};
