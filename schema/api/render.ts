import * as z from 'zod/mini';
import { diagnosticsSchema, note } from './parts.ts';

/** POST /render and /validate. */

const texts = z
  .record(z.string(), z.string().check(z.maxLength(1_048_576)))
  .check(note('Texts by path that stand in place of what is saved'));

export const renderRequest = z.strictObject({
  url: z.optional(
    z
      .string()
      .check(
        z.maxLength(2_000),
        z.regex(/^\//, 'begins with a slash'),
        note('An address of the site: /posts/a?page=2'),
      ),
  ),
  page: z.optional(
    z
      .string()
      .check(
        z.maxLength(256),
        note(
          'Or a file: a page, pages/posts/[slug].liquid, or an entry, content/posts/first.md, on its own page',
        ),
      ),
  ),
  params: z.optional(
    z
      .record(z.string(), z.string())
      .check(
        note(
          'With a page: its route parameters; else from samples/params.json, else those of the first entry that it shows',
        ),
      ),
  ),
  files: z.optional(texts),
  marks: z.optional(
    z
      .boolean()
      .check(
        note('Say of each element of HTML where it is from: data-meniscus-at="partials/hero.liquid:12:5"'),
      ),
  ),
  versions: z.optional(
    z
      .boolean()
      .check(
        note(
          'Give addresses of assets in HTML their version, /assets/boat.jpg?v=…: so they show before they are published',
        ),
      ),
  ),
  data: z.optional(
    z
      .record(z.string(), z.unknown())
      .check(note('What upstreams answer, by the name of the fetch; else from samples/')),
  ),
});

const bare = z.object({
  status: z.int(),
  body: z
    .nullable(z.string())
    .check(note('null where there is none: a redirect, or an error that diagnostics tell')),
  diagnostics: diagnosticsSchema,
});

export const renderResponse = z.extend(bare, {
  location: z.optional(z.string().check(note('Where a redirect leads'))),
  page: z.optional(z.string()),
  url: z.optional(z.string()),
  params: z.optional(z.record(z.string(), z.string())),
  samples: z.optional(
    z.record(z.string(), z.string()).check(note('Sample file that each fetch was filled from')),
  ),
  type: z.optional(z.string().check(note('Content type'))),
  reads: z.optional(
    z
      .readonly(z.array(z.string()))
      .check(note('What makes it differ between requests; none: static for its release')),
  ),
  operations: z.optional(z.int()),
  bytes: z.optional(z.int()),
  lines: z.optional(
    z
      .record(z.string(), z.record(z.string(), z.int()))
      .check(note('How often the tags of each line ran, by template and line')),
  ),
});

export const validateRequest = z.strictObject({ files: z.optional(texts) });
export const validateResponse = z.object({
  ok: z.boolean().check(note('Whether the site has no error: it can be published, if it renders')),
  diagnostics: diagnosticsSchema,
});

export type RenderRequest = z.infer<typeof renderRequest>;

/** A request with `data` as JSON too, where JSON.parse would change its numbers. */
export type RenderCall = RenderRequest & { readonly exact?: string | undefined };
export type RenderResponse = z.infer<typeof renderResponse>;
