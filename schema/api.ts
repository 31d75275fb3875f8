import * as z from 'zod/mini';
import type { Diagnostic } from '../liquid/error.ts';
import { diagnosticSchema } from './problem.ts';
import { scopeSchema } from './scopes.ts';

/** Shapes of the admin API: the requests that it checks, the answers that it gives, and what OpenAPI says of both. */

const about = (text: string) => z.describe(text);
const list = <T extends z.core.SomeType>(item: T) => z.readonly(z.array(item));
const time = z.number().check(about('Milliseconds since the epoch'));
const text = (most: number, what: string) => z.string().check(z.maxLength(most), about(what));
const count = z.int().check(z.gte(0));

const diagnostics: z.ZodMiniType<readonly Diagnostic[]> = list(diagnosticSchema);

export const fileSchema = z.object({
  path: z.string(),
  kind: z.enum(['site', 'page', 'layout', 'partial', 'data', 'asset', 'sample']),
  hash: z.string().check(about('SHA-256 of its bytes, hex')),
  etag: z.string(),
  size: count.check(about('Bytes')),
  author: z.string(),
  updated: time,
  diagnostics,
});

export const releaseSchema = z.object({
  id: z.string(),
  version: z.int().check(about('Counts from 1')),
  state: z.enum(['checking', 'writing', 'ready', 'live', 'failed']),
  reason: z.nullable(z.string()).check(about('Why it failed, or what it waits for')),
  message: z.string(),
  author: z.string(),
  created: time,
  liveAt: z.nullable(time),
  draft: z.int().check(about("The draft's count of changes that it was made from")),
  files: count,
  diagnostics,
  attempts: z.int().check(about('Tries of the current step that Workers KV refused')),
});

export const publishedSchema = z.extend(releaseSchema, {
  everywhereBy: z.nullable(time).check(about('When all locations show it, at the latest')),
});

export const fileListQuery = z.strictObject({
  prefix: z.optional(text(256, 'Only paths that begin with this')),
  cursor: z.optional(text(256, 'The cursor of the page before')),
  limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(1_000), about('At most this many'))),
});
export const fileListAnswer = z.object({
  files: list(fileSchema),
  cursor: z.nullable(z.string()).check(about('Give it to get the next page; null at the end')),
});

export const savedAnswer = z.object({ file: fileSchema, release: z.optional(publishedSchema) });
export const saveQuery = z.strictObject({
  publish: z.optional(
    z.enum(['0', '1']).check(about('1: publish the draft at once; needs the scope publish')),
  ),
});

export const publishRequest = z.strictObject({
  message: z.optional(text(500, 'What is new, for the list of releases')),
  expect: z.optional(
    text(64, "The draft's ETag that you looked at; a draft that changed since is not published"),
  ),
});

export const rollbackRequest = z.strictObject({ release: text(64, 'Id of a release that was live before') });

export const releaseListQuery = z.strictObject({
  before: z.optional(z.coerce.number().check(z.int(), z.gte(1), about('Only versions below this'))),
  limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(200))),
});
export const releaseListAnswer = z.object({
  releases: list(releaseSchema),
  before: z.nullable(z.int()).check(about('Give it to get older ones; null at the end')),
});

export const statusAnswer = z.object({
  site: z.string(),
  files: count,
  draft: z.string().check(about('ETag of the draft as a whole: what `expect` of a publish compares')),
  live: z.nullable(z.object({ release: z.string(), since: time, everywhereBy: time })),
  publishing: z.nullable(releaseSchema),
  siteUrl: z.nullable(z.string()),
  limits: z.record(z.string(), z.number()),
});

export const identitySchema = z.object({
  name: z.string().check(about('Stands as author in history and audit')),
  kind: z.enum(['operator', 'token', 'session', 'access']),
  scopes: list(scopeSchema),
  prefix: z.nullable(z.string()).check(about('Only paths below this; null for the whole site')),
  expires: z.nullable(time),
});

export const sessionRequest = z.strictObject({
  code: z.optional(text(100, 'A one-use sign-in code; without it, send a token in Authorization')),
});
export const endSessionQuery = z.strictObject({
  everywhere: z.optional(z.enum(['0', '1']).check(about('1: end all sessions of the same name'))),
});
export const codeRequest = z.strictObject({
  name: z.optional(text(100, 'Who will sign in with it; you, if absent').check(z.minLength(1))),
  scopes: z.optional(list(scopeSchema).check(about('At most your own'))),
});
export const codeAnswer = z.object({
  code: z.string(),
  url: z.string().check(about('Opens the admin, signed in')),
  expires: time,
});

export type Identity = z.infer<typeof identitySchema>;
