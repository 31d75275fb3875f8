import * as z from 'zod/mini';
import { listOf, note, timeSchema } from './parts.ts';

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
});

export const collectionResponse = z.object({
  name: z.string(),
  title: z.string(),
  entries: listOf(rowSchema).check(note('All of the draft, in the order of the collection')),
});

export type CollectionRows = z.infer<typeof collectionResponse>;
export type EntryRow = CollectionRows['entries'][number];
