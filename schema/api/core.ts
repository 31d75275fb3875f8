import * as z from 'zod/mini';
import { FILE_KINDS } from '../file.ts';
import {
  countSchema,
  diagnosticsSchema,
  listOf,
  nameSchema,
  note,
  numberIn,
  pathUpTo,
  textUpTo,
  timeSchema,
} from './parts.ts';
import { roleSchema } from './roles.ts';
import { scopeSchema } from './scopes.ts';

/** Shapes of the admin API: the requests that it checks, its responses, and what OpenAPI says of both. */

export const fileSchema = z.object({
  path: z.string(),
  kind: z.enum(FILE_KINDS),
  hash: z.string().check(note('SHA-256 of its bytes, hex')),
  etag: z.string(),
  size: countSchema.check(note('Bytes')),
  author: z.string(),
  updated: timeSchema,
  picture: z
    .optional(z.object({ width: countSchema, height: countSchema }))
    .check(note('Of a picture: its size in pixels, as it is shown; left out where that is not known')),
  diagnostics: diagnosticsSchema,
});

const pathsSchema = z.object({
  count: countSchema,
  first: listOf(z.string()).check(note('The first 20 of them')),
});

const onlySchema = z.object({
  paths: pathsSchema.check(note('What it took from the draft, deletions included')),
  unpublished: pathsSchema.check(
    note('What else differed between the draft and what was live; it is still in the draft'),
  ),
  needs: z
    .optional(listOf(z.string()))
    .check(note('Why it failed: paths that those need, and that have to be published too')),
});

export const releaseSchema = z.object({
  id: z.string(),
  version: z.int().check(note('Counts from 1; a try that failed has the number of the next')),
  state: z.enum(['checking', 'writing', 'ready', 'live', 'failed']),
  reason: z.nullable(z.string()).check(note('Why it failed, or what it waits for')),
  message: z.string(),
  author: z.string(),
  created: timeSchema,
  liveAt: z.nullable(timeSchema),
  draft: z.int().check(note("The draft's count of changes that it was made from")),
  files: countSchema,
  diagnostics: diagnosticsSchema,
  attempts: z.int().check(note('Tries of the current step that Workers KV refused')),
  only: z
    .optional(z.nullable(onlySchema))
    .check(note('null: it is the whole draft; otherwise what was live, with only these paths of the draft')),
});

export const publishedSchema = z.extend(releaseSchema, {
  everywhereBy: z.nullable(timeSchema).check(note('When all locations show it, at the latest')),
});

export const fileListQuery = z.strictObject({
  prefix: z.optional(pathUpTo(256, 'Only paths that begin with this')),
  cursor: z.optional(textUpTo(300, 'The cursor of the page before; or a path, to get what comes behind it')),
  limit: z.optional(numberIn(1, 1_000, 'At most this many')),
});
export const fileListResponse = z.object({
  files: listOf(fileSchema),
  cursor: z.nullable(z.string()).check(note('Give it to get the next page; null at the end')),
  draft: z.optional(z.string().check(note("The draft's ETag, as of this page"))),
});

export const listingQuery = z.strictObject({
  prefix: z.optional(pathUpTo(256, 'Only paths that begin with this')),
  cursor: z.optional(
    textUpTo(300, 'The cursor of the answer before; or a path, to get what comes behind it'),
  ),
  limit: z.optional(numberIn(1, 10_000, 'At most this many; 10,000 if absent')),
});
export const listingResponse = z.object({
  paths: listOf(z.string()),
  etags: listOf(z.string()).check(note('Of each, without the quotes')),
  sizes: listOf(countSchema).check(note('Bytes of each')),
  updated: listOf(timeSchema),
  authors: listOf(countSchema).check(note('Of each, its place in `names`')),
  names: listOf(z.string()),
  cursor: z.nullable(z.string()).check(note('Give it to get the next ones; null at the end')),
  draft: z.string().check(note("The draft's ETag, as of this answer")),
});

export const hashesQuery = z.strictObject({
  prefix: z.optional(pathUpTo(256, 'Only paths that begin with this')),
  limit: z.optional(numberIn(1, 20_000, 'At most this many; all, if absent')),
  cursor: z.optional(
    textUpTo(300, 'What `x-next-cursor` of the answer before said; or a path, to get what comes behind it'),
  ),
});

export const savedResponse = z.object({
  file: fileSchema,
  draft: z.optional(z.string().check(note("The draft's ETag after it"))),
  release: z.optional(publishedSchema),
});
export const saveQuery = z.strictObject({
  publish: z.optional(
    z
      .enum(['0', '1', 'only'])
      .check(
        note(
          '1: publish the draft at once, with all that is unpublished in it. only: publish this file alone, as POST /publish with its path. Both need the scope publish',
        ),
      ),
  ),
});

export const publishRequest = z.strictObject({
  message: z.optional(textUpTo(500, 'What is new, for the list of releases')),
  paths: z.optional(
    listOf(pathUpTo(256, 'A file, or a folder with all below it')).check(
      z.minLength(1),
      z.maxLength(10_000),
      note(
        'Publish only these: what is live, with these paths as the draft has them. A file that was deleted is named too, of a moved one both names. A writer, or an editor with prefixes, names files and no folders',
      ),
    ),
  ),
  expect: z.optional(
    textUpTo(64, "The draft's ETag that you looked at; a draft that changed since is not published"),
  ),
  force: z.optional(
    z.boolean().check(note('Publish although rendering the pages found errors; needs the scope admin')),
  ),
});

export const cancelQuery = z.strictObject({
  release: z.optional(textUpTo(64, 'Only when it is this release that is being published')),
});

export const rollbackRequest = z.strictObject({
  release: textUpTo(64, 'Id of a release that was live before'),
});

export const releaseListQuery = z.strictObject({
  before: z.optional(numberIn(1, 1e9, 'The `before` of the page before')),
  limit: z.optional(numberIn(1, 200, 'At most this many')),
});
export const releaseListResponse = z.object({
  releases: listOf(releaseSchema),
  before: z.nullable(z.int()).check(note('Give it to get older ones; null at the end')),
});

export const statusResponse = z.object({
  site: z.string(),
  files: countSchema,
  draft: z.string().check(note('ETag of the draft as a whole: what `expect` of a publish compares')),
  live: z.nullable(z.object({ release: z.string(), since: timeSchema, everywhereBy: timeSchema })),
  publishing: z.nullable(releaseSchema),
  compiling: z
    .nullable(z.object({ done: countSchema, total: countSchema }))
    .check(note('Files that are compiled, of those that are to be; null when the draft is ready')),
  siteUrl: z.nullable(z.string()),
  limits: z.record(z.string(), z.number()),
  versions: z.optional(
    z.object({
      meniscus: z.string().check(note('Of the admin Worker')),
      manifest: z.int().check(note('Format of the releases that it makes')),
    }),
  ),
});

export const identitySchema = z.object({
  id: z.string().check(note('Who this is, and nobody else; sessions and idempotency keys belong to it')),
  name: z.string().check(note('Stands as author in history and audit')),
  kind: z.enum(['operator', 'token', 'session', 'access']),
  scopes: listOf(scopeSchema),
  prefix: z.nullable(z.string()).check(note('Only paths below this; null for the whole site')),
  role: z
    .optional(z.nullable(roleSchema))
    .check(
      note('null: what the scopes say. A writer or an editor changes content, media, data and settings only'),
    ),
  prefixes: z
    .optional(listOf(z.string()))
    .check(note('Files and folders to which the changes of a writer or an editor are bound; none for all')),
  expires: z.nullable(timeSchema),
});

/** Who someone is, and what follows from it. */
export const sessionResponse = z.extend(identitySchema, {
  may: z.object({
    change: z
      .enum(['all', 'content', 'nothing'])
      .check(
        note('Files that it may change, below its prefixes; content: no templates, code or fields of forms'),
      ),
    publish: z
      .enum(['all', 'paths', 'nothing'])
      .check(note('paths: only named ones that it may change; no rollback')),
    admin: z.boolean().check(note('Audit log, backup, repair')),
    tokens: z.boolean().check(note('Make and revoke tokens and sign-in links')),
  }),
});

export const prefixesSchema = listOf(
  pathUpTo(256, 'A file, or a folder with all below it').check(z.minLength(1)),
).check(z.maxLength(50));

export const sessionRequest = z.strictObject({
  code: z.optional(textUpTo(100, 'A one-use sign-in code; without it, send a token in Authorization')),
});
export const endSessionQuery = z.strictObject({
  everywhere: z.optional(z.enum(['0', '1']).check(note('1: end all your sessions'))),
});
export const codeRequest = z.strictObject({
  name: z.optional(nameSchema.check(note('Who will sign in with it; you, if absent'))),
  role: z.optional(roleSchema.check(note('Of somebody else: with a name only'))),
  scopes: z.optional(
    listOf(scopeSchema).check(note('At most your own; with a role, at most those of the role')),
  ),
  prefixes: z.optional(prefixesSchema.check(note('What a writer or an editor may change; all, if absent'))),
});
export const codeResponse = z.object({
  code: z.string(),
  url: z.string().check(note('Opens the admin, signed in')),
  expires: timeSchema,
});

export type Listing = z.infer<typeof listingResponse>;
export type Identity = z.infer<typeof identitySchema>;
