import type * as z from 'zod/mini';
import type {
  fileSchema,
  identitySchema,
  publishedSchema,
  releaseSchema,
  statusResponse,
} from '../../../../schema/api/core.ts';

/** The API's responses, from the schemas that it describes itself with. Times are milliseconds since the epoch, sizes bytes. */
export type FileInfo = z.infer<typeof fileSchema>;
export type Release = z.infer<typeof releaseSchema>;
export type Published = z.infer<typeof publishedSchema>;
export type Status = z.infer<typeof statusResponse>;
export type Identity = z.infer<typeof identitySchema>;
