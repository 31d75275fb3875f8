import * as z from 'zod/mini';
import { prefixesSchema } from './core.ts';
import { listOf, nameSchema, note, pathUpTo, timeSchema } from './parts.ts';
import { roleSchema } from './roles.ts';
import { scopeSchema } from './scopes.ts';

/** Tokens: what scripts and colleagues come in with. */

export const tokenSchema = z.object({
  id: z.string(),
  name: z.string().check(note('Stands as author of what is done with it')),
  scopes: listOf(scopeSchema),
  prefix: z.nullable(z.string()).check(note('Only paths below this; null for the whole site')),
  role: z.nullable(roleSchema),
  prefixes: listOf(z.string()).check(note('What its role may change; none for all')),
  author: z.string().check(note('Who made it')),
  created: timeSchema,
  expires: z.nullable(timeSchema),
  used: z.nullable(timeSchema).check(note('Last use, to the minute')),
});

export const tokenRequest = z.strictObject({
  name: nameSchema,
  role: z.optional(roleSchema),
  scopes: z.optional(
    listOf(scopeSchema).check(
      z.minLength(1),
      note('Needed without a role; with one, at most those of the role'),
    ),
  ),
  prefixes: z.optional(prefixesSchema.check(note('What a writer or an editor may change; all, if absent'))),
  prefix: z.optional(
    z.nullable(pathUpTo(256, 'Without a role: only paths that begin with this, such as pages/blog/')),
  ),
  expires: z.optional(
    z.nullable(z.int().check(z.gte(0), note('Milliseconds since the epoch; never, if absent'))),
  ),
});

export const tokenListResponse = z.object({ tokens: listOf(tokenSchema) });
export const tokenMadeResponse = z.object({
  token: tokenSchema,
  secret: z.string().check(note('Shown this once, and not kept')),
});
