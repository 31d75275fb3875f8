import * as z from 'zod/mini';
import { countSchema, listOf, note, numberIn, textUpTo, timeSchema } from './parts.ts';

/** GET /collections/{name}. */

const STATES = ['draft', 'later', 'new', 'changed', 'live'] as const;
const SORTS = ['title', 'state', 'date', 'updated'] as const;

export const collectionQuery = z.strictObject({
  limit: z.optional(numberIn(1, 1_000, 'At most so many entries; all, if absent')),
  cursor: z.optional(textUpTo(8_000, 'The cursor of the page before, with all else as it was asked then')),
  text: z.optional(textUpTo(200, 'Only entries with this in their title, slug or date')),
  state: z.optional(z.enum(STATES).check(note('Only entries of this state'))),
  field: z.optional(textUpTo(100, 'With `value`: only entries that have that in this field')),
  value: z.optional(textUpTo(1_000, 'With `field`')),
  sort: z.optional(
    z
      .enum([...SORTS, ...SORTS.map((name) => `-${name}` as const)])
      .check(note('With - in front for descending; the order of the collection, if absent')),
  ),
});

const rowSchema = z.object({
  path: z.string(),
  slug: z.string(),
  title: z.string().check(note('Its title; where it has none, its slug')),
  date: z.nullable(z.string()).check(note('As it is written')),
  state: z
    .enum(STATES)
    .check(
      note(
        'draft: it says so, and is in previews only. later: its date is to come. new, changed: not live, or not as it is in the draft',
      ),
    ),
  url: z.nullable(z.string()).check(note('Its address; null where no page shows it')),
  updated: z.nullable(timeSchema).check(note('When it was saved last')),
  order: z.nullable(z.number()).check(note('Its `order`; null where it has none')),
});

const valueSchema = z.object({
  name: z.string(),
  size: countSchema.check(note('How many entries have it')),
  at: z
    .optional(listOf(countSchema))
    .check(note('Places of its entries in `entries`, from 0; left out where those are not all')),
});

const groupSchema = z.object({
  field: z.string(),
  values: listOf(valueSchema).check(note('What the entries have in it; of many the most frequent')),
});

export const collectionResponse = z.object({
  name: z.string(),
  title: z.string(),
  sort: z.string().check(note('The field that it is sorted by, with - in front for descending')),
  groups: listOf(groupSchema).check(note('Fields that group its entries, and those of words')),
  entries: listOf(rowSchema).check(
    note('Those that were asked for; else all of the draft, in the order of the collection'),
  ),
  count: countSchema.check(note('Entries of the collection')),
  found: countSchema.check(note('Those with all that was asked for, on this page or not')),
  cursor: z.nullable(z.string()).check(note('Give it to get the next page; null at the end')),
});

export type CollectionQuery = z.infer<typeof collectionQuery>;
export type RowSort = NonNullable<CollectionQuery['sort']>;
export type CollectionRows = z.infer<typeof collectionResponse>;
export type EntryRow = CollectionRows['entries'][number];
