import * as z from 'zod/mini';
import { countSchema, listOf, note } from './parts.ts';
import { renderRequest } from './render.ts';

/** POST /compare: what liquidjs makes of the same templates. */

export const compareRequest = renderRequest;

const hunkSchema = z.object({
  line: z.int().check(note('In our output')),
  ours: z.string(),
  theirs: z.string(),
  rule: z
    .nullable(z.string())
    .check(note('What in docs/liquid.md explains it; null where nothing there does')),
});

export const comparedSchema = z.object({
  page: z.string(),
  url: z.string(),
  same: z.boolean(),
  error: z.optional(z.object({ ours: z.optional(z.string()), theirs: z.optional(z.string()) })),
  differences: listOf(hunkSchema),
});

export const compareResponse = z.object({
  compared: countSchema.check(note('Pages that were rendered with both')),
  pages: listOf(comparedSchema).check(note('Those that differ; with url or page, that one in any case')),
});

export type Hunk = z.infer<typeof hunkSchema>;
export type Compared = z.infer<typeof comparedSchema>;
export type CompareResponse = z.infer<typeof compareResponse>;
