import * as z from 'zod/mini';

export const repairRequest = z.strictObject({
  cursor: z.optional(
    z.string().check(z.maxLength(100), z.describe('That of the answer before; left out to begin')),
  ),
});

export const repairResponse = z.strictObject({
  checked: z.int().check(z.describe('Values of Workers KV that this call looked at')),
  written: z.array(z.string()).check(z.describe('Keys that were lost or damaged and were written again')),
  lost: z
    .array(
      z.strictObject({
        key: z.string(),
        paths: z.array(z.string()).check(z.describe("The site's files that were in it, as far as known")),
        detail: z.string().check(z.describe('What to do')),
      }),
    )
    .check(z.describe('What nothing but Workers KV had')),
  cursor: z.nullable(z.string()).check(z.describe('Call again with it; null when all was looked at')),
});
