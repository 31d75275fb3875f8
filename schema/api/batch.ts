import * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';
import { countSchema, diagnosticsSchema, listOf, note, pathUpTo, textUpTo } from './parts.ts';

/** Many files at once: bytes sent ahead, batches, archives. */

const sha256Schema = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'a SHA-256 is 64 lower-case hex digits'));

export const blobQuery = z.strictObject({ path: pathUpTo(256, 'The path that a batch will give it') });
export const blobResponse = z.object({
  path: z.string(),
  hash: z.string(),
  size: countSchema,
  diagnostics: diagnosticsSchema,
});

export const textsRequest = z.strictObject({
  texts: listOf(
    z.strictObject({
      path: pathUpTo(256, 'The path that a batch will give it'),
      text: textUpTo(LIMITS.textBytes, 'Its text'),
    }),
  ).check(z.minLength(1), z.maxLength(10_000)),
});
export const stagedResponse = z.object({
  hashes: listOf(z.string()).check(note('SHA-256 of each, for a batch to name')),
});

const editSchema = z
  .strictObject({
    path: pathUpTo(256, 'Which file'),
    hash: z.optional(
      sha256Schema.check(note('SHA-256 of bytes sent ahead with PUT /blobs, or that the file has')),
    ),
    text: z.optional(textUpTo(LIMITS.textBytes, 'Or its text')),
    copyOf: z.optional(pathUpTo(256, 'Or the path of another file to copy')),
    version: z.optional(z.int().check(z.gte(1), note('Or a version from its own history'))),
    delete: z.optional(z.literal(true).check(note('Or: remove it'))),
    ifMatch: z.optional(textUpTo(1_000, 'As the header If-Match')),
    ifNoneMatch: z.optional(textUpTo(1_000, 'As the header If-None-Match')),
  })
  .check(
    z.refine(
      (edit) =>
        [edit.hash, edit.text, edit.copyOf, edit.version, edit.delete].filter((each) => each !== undefined)
          .length === 1,
      'give exactly one of hash, text, copyOf, version and delete',
    ),
  );

export const batchRequest = z.strictObject({
  edits: listOf(editSchema).check(z.minLength(1), z.maxLength(LIMITS.filesPerSite)),
  dryRun: z.optional(z.boolean().check(note('Say what would happen, and do nothing'))),
});

export const batchResponse = z.object({
  files: listOf(z.object({ path: z.string(), change: z.enum(['created', 'updated', 'deleted', 'same']) })),
  draft: z.string().check(note("The draft's ETag after it")),
  diagnostics: diagnosticsSchema.check(
    note(
      'What is to be said about these files, and about the site as it then is; nothing while the draft is compiled, which the status says',
    ),
  ),
});

export const exportQuery = z.strictObject({
  prefix: z.optional(pathUpTo(256, 'Only paths that begin with this')),
});
const flag = (what: string) => z.optional(z.enum(['0', '1', 'false', 'true']).check(note(what)));

export const importQuery = z.strictObject({
  replace: flag('1: also remove files that the archive does not have'),
  dryRun: flag('1: say what would happen, and do nothing'),
  rename: flag(
    '1: give names that are no paths of a site the ones that are suggested, and rewrite links to them',
  ),
});

export const importResponse = z.extend(batchResponse, {
  renamed: listOf(z.object({ from: z.string(), to: z.string() })),
  skipped: listOf(z.string()).check(
    note('What does not belong to a site: README.md, .DS_Store and the like'),
  ),
});

export type ImportQuery = z.infer<typeof importQuery>;
export type BatchEdit = z.infer<typeof editSchema>;
