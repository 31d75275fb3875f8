import * as z from 'zod/mini';
import { countSchema, listOf, note, numberIn, pathUpTo, textUpTo, timeSchema } from './parts.ts';

/** What uses what, what is where, and what is gone: GET /files/{path}/uses, /search, /texts, /deleted. */

/** A stretch of one line of a file. */
export const placeSchema = z.object({
  path: z.string(),
  line: z.int().check(note('From 1')),
  column: z.int().check(note('From 1, in UTF-16 units')),
  length: countSchema,
  text: z.string().check(note('The line; of a long one, what is around it')),
  at: countSchema.check(note('Where in `text` it begins')),
});

export const usesQuery = z.strictObject({
  key: z.optional(textUpTo(256, 'Only reads of this key of a data file or site.yaml: `turns.kind`')),
  block: z.optional(textUpTo(256, 'The blocks of this name in the layout, what it is in and what is in it')),
});
export const usesResponse = z.object({
  uses: listOf(placeSchema).check(note('Places in other files that name it')),
});

export const searchQuery = z.strictObject({
  text: textUpTo(1_000, 'What to find, as it is written'),
  case: z.optional(z.enum(['0', '1']).check(note('1: capitals count'))),
  word: z.optional(z.enum(['0', '1']).check(note('1: whole words only'))),
  cursor: z.optional(textUpTo(300, 'The cursor of the answer before, with all else as it was asked then')),
});
export const searchResponse = z.object({
  hits: listOf(placeSchema),
  files: countSchema.check(note('Files that this answer looked at')),
  cursor: z.nullable(z.string()).check(note('Give it to look on; null at the end')),
});

export const textsQuery = z.strictObject({
  prefix: z.optional(pathUpTo(256, 'Only paths that begin with this')),
  cursor: z.optional(textUpTo(300, 'The cursor of the answer before, with all else as it was asked then')),
});
export const textsResponse = z.object({
  files: listOf(z.object({ path: z.string(), etag: z.string(), text: z.string() })),
  cursor: z.nullable(z.string()).check(note('Give it to get more; null at the end')),
});

export const deletedQuery = z.strictObject({
  before: z.optional(numberIn(1, 1e12, 'The `before` of the page before')),
  limit: z.optional(numberIn(1, 200, 'At most this many')),
});
export const deletedResponse = z.object({
  files: listOf(
    z.object({
      path: z.string(),
      version: z.int().check(note('Of its history: what it was before; restore it with that')),
      size: countSchema,
      author: z.string().check(note('Who deleted it')),
      at: timeSchema,
    }),
  ),
  before: z.nullable(z.int()).check(note('Give it to get older ones; null at the end')),
});

export type Place = z.infer<typeof placeSchema>;
