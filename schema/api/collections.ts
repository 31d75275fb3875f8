import * as z from 'zod/mini';
import { countSchema, listOf, note, timeSchema } from './parts.ts';

/** GET /collections/{name}. */

const rowSchema = z.object({
  path: z.string(),
  slug: z.string(),
  title: z.string().check(note('Its title; where it has none, its slug')),
  date: z.nullable(z.string()).check(note('As it is written')),
  state: z
    .enum(['draft', 'later', 'new', 'changed', 'live'])
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
  at: listOf(countSchema).check(note('Places of its entries in `entries`, from 0')),
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
  entries: listOf(rowSchema).check(note('All of the draft, in the order of the collection')),
});

export type CollectionRows = z.infer<typeof collectionResponse>;
export type EntryRow = CollectionRows['entries'][number];
