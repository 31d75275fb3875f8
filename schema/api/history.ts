import * as z from 'zod/mini';
import { fileSchema, releaseSchema } from './core.ts';
import { countSchema, listOf, note, numberIn, pathUpTo, textUpTo, timeSchema } from './parts.ts';

/** What was before: versions of files, releases in full, differences, the audit log. */

export const versionSchema = z.object({
  id: z.int(),
  path: z.string(),
  hash: z.nullable(z.string()).check(note('null: it was deleted')),
  etag: z.nullable(z.string()),
  size: countSchema,
  author: z.string(),
  at: timeSchema,
});

export const historyQuery = z.strictObject({
  version: z.optional(numberIn(1, 1e12, 'Answer with the content of this version, instead of the list')),
  before: z.optional(numberIn(1, 1e12, 'Only versions below this')),
  limit: z.optional(numberIn(1, 200, 'At most this many')),
});
export const historyResponse = z.object({
  versions: listOf(versionSchema),
  before: z.nullable(z.int()).check(note('Give it to get older ones; null at the end')),
});

export const restoreRequest = z.strictObject({ version: z.int().check(z.gte(1), note('From the history')) });
export const moveRequest = z.strictObject({
  to: pathUpTo(256, 'The new path; nothing may be there'),
  references: z.optional(
    z
      .boolean()
      .check(note('Also change its name in all other files that have it; needs write for the whole site')),
  ),
});
export const changedResponse = z.object({ file: fileSchema });
export const moveResponse = z.extend(changedResponse, {
  redirect: z
    .optional(z.object({ from: z.string(), to: z.string() }))
    .check(
      note(
        'Where its address changed: what to write into `redirects` of site.yaml, so that links to it go on working',
      ),
    ),
  changed: listOf(z.string()).check(note('Files in which its name was changed')),
  versions: listOf(z.object({ from: z.string(), to: z.string() })).check(
    note('Smaller versions of a picture, which went along'),
  ),
});

const pageReportSchema = z.object({
  route: z.string(),
  page: z.string(),
  operations: countSchema,
  bytes: countSchema,
  values: countSchema.check(note('Values that a cold isolate reads from Workers KV')),
  reads: listOf(z.string()).check(note('What makes it differ between requests; none: static')),
});

export const releaseQuery = z.strictObject({
  limit: z.optional(
    numberIn(1, 10_000, 'At most so many of `contents`, and none of `pages`; all, if absent'),
  ),
  cursor: z.optional(textUpTo(300, 'The cursor of the page before, with all else as it was asked then')),
});
export const releaseResponse = z.extend(releaseSchema, {
  everywhereBy: z.nullable(timeSchema),
  contents: listOf(z.object({ path: z.string(), hash: z.string() })).check(
    note('Files that it was made of, in path order'),
  ),
  cursor: z.optional(
    z.nullable(z.string()).check(note('Give it to get the next of `contents`; null at the end')),
  ),
  pages: listOf(pageReportSchema).check(note('What each page takes, as given by its samples')),
});

const side = z.nullable(
  z.object({ hash: z.string(), text: z.optional(z.string().check(note('With `path`, where it is text'))) }),
);

export const diffQuery = z.strictObject({
  from: z.optional(textUpTo(64, 'draft, live, or the id of a release; live if absent')),
  to: z.optional(textUpTo(64, 'draft, live, or the id of a release; draft if absent')),
  path: z.optional(pathUpTo(256, 'Only this file, with its texts')),
  url: z.optional(textUpTo(2_000, 'Also render this address on both sides, with samples')),
  limit: z.optional(numberIn(1, 10_000, 'At most so many files, in path order; all, if absent')),
  cursor: z.optional(textUpTo(300, 'The cursor of the page before, with all else as it was asked then')),
});
const shown = z.object({ status: z.int(), body: z.nullable(z.string()) });
export const pageDifference = z.object({ url: z.string(), same: z.boolean(), before: shown, after: shown });
export const diffResponse = z.object({
  from: z.string(),
  to: z.string(),
  files: listOf(
    z.object({
      path: z.string(),
      change: z.enum(['added', 'removed', 'changed']),
      before: side,
      after: side,
    }),
  ),
  count: z.optional(countSchema.check(note('Files that differ, on this page or not'))),
  cursor: z.optional(z.nullable(z.string()).check(note('Give it to get the next page; null at the end'))),
  html: z.optional(pageDifference),
});

const partPaths = listOf(pathUpTo(256, 'A file, or a folder with all below it')).check(
  z.minLength(1),
  z.maxLength(10_000),
  note('What of the draft would be published, as for a publish'),
);
export const partAddressesRequest = z.strictObject({ paths: partPaths });
export const partPageRequest = z.strictObject({
  paths: partPaths,
  url: textUpTo(2_000, 'The address to render on both sides, with samples'),
});

export const auditQuery = z.strictObject({
  cursor: z.optional(numberIn(1, 1e12, 'The cursor of the page before')),
  limit: z.optional(numberIn(1, 500, 'At most this many')),
});
export const auditResponse = z.object({
  entries: listOf(
    z.object({
      id: z.int(),
      at: timeSchema,
      author: z.string(),
      action: z.string(),
      detail: z.string(),
      files: z.optional(
        listOf(z.object({ path: z.string(), version: z.int() })).check(
          note('Of a write: the versions that it made, up to 20; see GET /files/{path}/history'),
        ),
      ),
    }),
  ),
  cursor: z.nullable(z.int()).check(note('Give it to get older ones; null at the end')),
});

export type Difference = z.infer<typeof diffResponse>['files'][number];
