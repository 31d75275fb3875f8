import * as z from 'zod/mini';
import { listOf, nameSchema, note, pathUpTo, timeSchema } from './parts.ts';
import { scopeSchema } from './scopes.ts';

/** Tokens: what scripts and colleagues come in with. */

export const tokenSchema = z.object({
  id: z.string(),
  name: z.string().check(note('Stands as author of what is done with it')),
  scopes: listOf(scopeSchema),
  prefix: z.nullable(z.string()).check(note('Only paths below this; null for the whole site')),
  author: z.string().check(note('Who made it')),
  created: timeSchema,
  expires: z.nullable(timeSchema),
  used: z.nullable(timeSchema).check(note('Last use, to the minute')),
});

export const tokenRequest = z.strictObject({
  name: nameSchema,
  scopes: listOf(scopeSchema).check(z.minLength(1)),
  prefix: z.optional(z.nullable(pathUpTo(256, 'Only paths that begin with this, such as pages/blog/'))),
  expires: z.optional(
    z.nullable(z.int().check(z.gte(0), note('Milliseconds since the epoch; never, if absent'))),
  ),
});

export const tokenListResponse = z.object({ tokens: listOf(tokenSchema) });
export const tokenMadeResponse = z.object({
  token: tokenSchema,
  secret: z.string().check(note('Shown this once, and not kept')),
});
