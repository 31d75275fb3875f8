import type { Fields } from '../../../../../schema/content/field.ts';

/** What an item of `toc` has. */
export const HEADING: Fields = {
  level: { type: 'number', help: 'Of a heading: 1 to 6' },
  id: { type: 'text', help: 'What #… in an address leads to' },
  text: { type: 'text' },
};

/** What a group has. */
export const GROUP: Fields = {
  name: { type: 'text', help: 'The value that its entries have' },
  slug: { type: 'text', help: 'The name as it is in addresses' },
  size: { type: 'number', help: 'How many entries it has' },
  items: { type: 'list', of: 'object', help: 'Its entries, in the order of the collection' },
};
/** What leads to another part of a list. */
export const LINK: Fields = { page: { type: 'number' }, url: { type: 'url' } };
export const PART: Fields = { ...LINK, current: { type: 'boolean', help: 'Whether it is this part' } };

/** What `paginator` has. */
export const PAGINATOR: Fields = {
  items: { type: 'list', of: 'object', help: 'The items of this part' },
  page: { type: 'number', help: 'Which part this is' },
  pages: { type: 'number', help: 'How many parts there are' },
  size: { type: 'number', help: 'How many items a part has' },
  total: { type: 'number', help: 'How many items the whole list has' },
  previous: { type: 'object', help: 'The part before, with page and url; nil where there is none' },
  next: { type: 'object', help: 'The part behind, with page and url; nil where there is none' },
  first: { type: 'object', help: 'The first part, with page and url' },
  last: { type: 'object', help: 'The last part, with page and url' },
  window: { type: 'list', of: 'object', help: 'This part and up to two on each side, for page links' },
};
