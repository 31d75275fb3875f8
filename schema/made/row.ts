import * as z from 'zod/mini';

/**
 * Where the body of a page is that was made at publish and lies in a pack of bodies: the pack's name (0 is the manifest's own BODY), start and
 * length in UTF-16 units, bytes in UTF-8, ETag, and the page's file, whose record has the headers.
 */
export const madeRowSchema = z.readonly(
  z.tuple([z.union([z.string(), z.literal(0)]), count(), count(), count(), z.string(), z.string()]),
);
export type MadeRow = z.infer<typeof madeRowSchema>;

/** A table of rows: a pack of its own, by name and UTF-16 units. */
export const madeTableSchema = z.readonly(z.tuple([z.string(), count()]));
export type MadeTable = z.infer<typeof madeTableSchema>;

function count() {
  return z.int().check(z.gte(0));
}
