import type * as z from 'zod/mini';
import type {
  fileSchema,
  identitySchema,
  publishedSchema,
  releaseSchema,
  statusResponse,
} from '../../../../schema/api/core.ts';

/** The API's responses, from the schemas that it describes itself with. Times are milliseconds since the epoch, sizes bytes. */

type Found = z.infer<typeof fileSchema>;
/** A file. Of one among many, what is found of it is not known before its row is drawn. */
export type FileInfo = Omit<Found, 'hash' | 'diagnostics'> & Partial<Pick<Found, 'hash' | 'diagnostics'>>;
export type Release = z.infer<typeof releaseSchema>;
export type Published = z.infer<typeof publishedSchema>;
export type Status = z.infer<typeof statusResponse>;
export type Identity = z.infer<typeof identitySchema>;
