import * as z from 'zod/mini';
import { countSchema, listOf, note, pathUpTo } from './parts.ts';

/** GET /addresses. */

export const addressesQuery = z.strictObject({
  uses: z.optional(pathUpTo(256, 'Only addresses whose page uses this file, also by way of others')),
  changed: z.optional(
    z
      .enum(['1'])
      .check(note('Only addresses that may look different from what is live, by the files that differ')),
  ),
});

export const addressesResponse = z.object({
  addresses: listOf(
    z.object({ url: z.string(), page: z.string().check(note('The file of the page that answers it')) }),
  ).check(note('At most a thousand')),
  total: countSchema.check(note('How many there are, also beyond those')),
});
