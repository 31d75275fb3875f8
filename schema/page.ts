import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';

const seconds = z.int().check(z.gte(0), z.lte(31_536_000));

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Headers that frame a message or name a connection: the platform's to set, never an author's. */
const FRAMING = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const headerName = z.string().check(
  z.regex(TOKEN, "a header name holds only letters, digits and !#$%&'*+-.^_`|~"),
  z.refine(
    (name) => !FRAMING.has(name.toLowerCase()),
    'this header frames the response and is set by the platform',
  ),
);

const headerValue = z.pipe(
  z.transform((value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value)),
  z.string().check(
    z.refine(
      (value) => !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value),
      'a header value holds no line break or control character',
    ),
    z.refine(
      (value) => !/[^\u0000-\u00ff]/.test(value),
      'a header value is Latin-1; encode other characters',
    ),
  ),
);

/** Response headers, by name. */
export const headersSchema = z.record(headerName, headerValue);

/** How long a page may be kept: by browsers, at the edge, and at the edge after that when making it anew fails. Seconds. */
export const cacheSchema = z.strictObject({
  browser: z.optional(seconds),
  edge: z.optional(seconds),
  stale: z.optional(seconds),
});

const source = z
  .string()
  .check(
    z.regex(
      /^[a-z][a-z0-9_-]*:\/\S*$/,
      'write it as upstream:/path, where upstream is a name from site.yaml',
    ),
  );

/** One upstream request of a page: `api:/posts/{slug}`, or the same with options. */
export const fetchSchema = z.union([
  source,
  z.strictObject({
    from: source,
    method: z.optional(z.enum(['GET', 'POST'])),
    body: z.optional(z.unknown()),
    cache: z.optional(seconds),
    stale: z.optional(seconds),
  }),
]);

/** The variables that a page's upstream answers fill, by name. */
export const fetchesSchema = z
  .record(
    z.string().check(z.regex(/^[a-z_][a-z0-9_]*$/i, 'a variable name holds letters, digits and _')),
    fetchSchema,
  )
  .check(
    z.refine(
      (entries) => Object.keys(entries).length <= LIMITS.upstreamsPerPage,
      `a page asks at most ${LIMITS.upstreamsPerPage} upstreams`,
    ),
  );

const LAYOUT = 'name a layout, or write false for none';

/** A page's front matter. Keys that are not named here are the author's own and appear as `page.<key>`. */
export const frontMatterSchema = z.looseObject({
  layout: z.optional(z.union([z.string(LAYOUT), z.literal(false, LAYOUT)])),
  route: z.optional(z.string()),
  status: z.optional(z.union([z.int().check(z.gte(200), z.lte(599)), z.string()])),
  headers: z.optional(headersSchema),
  cache: z.optional(cacheSchema),
  fetch: z.optional(fetchesSchema),
  request: z.optional(
    z.strictObject({ headers: z.optional(z.array(headerName)), cookies: z.optional(z.array(z.string())) }),
  ),
});

export type FrontMatter = z.infer<typeof frontMatterSchema>;
export type FetchEntry = z.infer<typeof fetchSchema>;
export type Fetches = z.infer<typeof fetchesSchema>;
