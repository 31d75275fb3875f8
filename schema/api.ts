import * as z from 'zod/mini';

/** Bodies of the admin API's requests. */
export const publishRequest = z.strictObject({
  message: z.optional(z.string().check(z.maxLength(500))),
  /** The draft's ETag that the author looked at; a draft that changed since is not published. */
  expect: z.optional(z.string()),
});

export const rollbackRequest = z.strictObject({ release: z.string() });
