import * as z from 'zod/mini';
import { listOf, note, textUpTo, timeSchema } from './parts.ts';

/** Links that show the draft or a release to people without an account. */

export const previewSchema = z.object({
  id: z.string(),
  what: z.string().check(note("'draft', or the id of a release")),
  label: z.string(),
  author: z.string(),
  created: timeSchema,
  expires: timeSchema,
});

export const previewRequest = z.strictObject({
  what: z.optional(textUpTo(64, "'draft' (if absent), or the id of a release")),
  label: z.optional(textUpTo(100, 'What it is for, in your words')),
  hours: z.optional(z.number().check(z.gt(0), z.lte(24 * 90), note('How long it is good; 72 if absent'))),
  path: z.optional(textUpTo(1_000, 'Where it opens').check(z.regex(/^\//, 'begins with a slash'))),
});

export const previewMadeResponse = z.object({
  preview: previewSchema,
  url: z.string().check(note('Give this to whoever is to see it; it is not kept')),
});
export const previewListResponse = z.object({ previews: listOf(previewSchema) });
