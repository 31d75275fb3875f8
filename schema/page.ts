import * as z from 'zod/mini';
import { LIMITS } from './limits.ts';
import { isName } from './text/json-fault.ts';

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

const NAMES = "a header name holds only letters, digits and !#$%&'*+-.^_`|~";
const FRAMES = 'this header frames the response and is set by the platform';

const headerName = z.string().check(
  z.regex(TOKEN, NAMES),
  z.refine(isName, '__proto__ is no name of a header'),
  z.refine((name) => !FRAMING.has(name.toLowerCase()), FRAMES),
);

/** Text, without the white space around it that HTTP drops too: YAML's `|` and `>` leave a line break behind. */
const toHeaderText = z.transform((value) => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '') : value;
});

/** A value that `Headers` takes. */
export const headerValue = z.pipe(
  toHeaderText,
  z.string().check(
    z.refine(
      (value) => !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value),
      'a header value holds no line break or control character: write it on one line, or after `>-`, which joins lines',
    ),
    z.refine(
      (value) => !/[^\u0000-\u00ff]/.test(value),
      'a header value is Latin-1; encode other characters',
    ),
  ),
);

/** Response headers, by name. */
export const headersSchema = z.record(headerName, headerValue);

/** Whether `/assets/*`, `/print/{name}` can stand for paths: one `*`, which takes anything, keeps matching linear. */
const isPath = (key: string) => !/[?#\\\u0000-\u001f\u007f]|\*.*\*/.test(key);

const headerOrPath = z.string().check(
  z.refine((key) => key.startsWith('/') || TOKEN.test(key), NAMES),
  z.refine((key) => !FRAMING.has(key.toLowerCase()), FRAMES),
  z.refine(
    (key) => !key.startsWith('/') || isPath(key),
    'a path in headers: has at most one *, and no query, fragment or backslash',
  ),
);

/** `headers:` of site.yaml: response headers by name; and below a path, such as `/assets/*`, those of what it names. */
export const siteHeadersSchema = z
  .record(headerOrPath, z.union([headerValue, headersSchema]))
  .check(
    z.refine(
      (all) =>
        Object.entries(all).every(([key, value]) => key.startsWith('/') === (typeof value === 'object')),
      'write a header as Name: value, and those of a path as /path: { Name: value }',
    ),
  );

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

const fetchOptions = {
  from: source,
  method: z.optional(z.enum(['GET', 'POST'])),
  body: z.optional(z.unknown()),
  cache: z.optional(seconds),
  stale: z.optional(seconds),
};

/** One upstream request of a page: `api:/posts/{slug}`, or the same with options. */
export const fetchSchema = z.union([source, z.strictObject(fetchOptions)]);

/** The same as a release has it: `json` is the body where JSON.parse would change its numbers. See site/files/fetch-bodies. */
const heldFetchSchema = z.union([source, z.strictObject({ ...fetchOptions, json: z.optional(z.string()) })]);

/** Upstream requests in a manifest, by the name of the variable. */
export const heldFetchesSchema = z.record(z.string(), heldFetchSchema);

/** Variables that every template has: a fetch of that name could not be seen. */
const SYSTEM_NAMES: ReadonlySet<string> = new Set([
  'page',
  'site',
  'data',
  'request',
  'upstream',
  'csp_nonce',
]);

/** The variables that a page's upstream answers fill, by name. */
export const fetchesSchema = z
  .record(
    z.string().check(
      z.regex(/^[a-z_][a-z0-9_]*$/i, 'a variable name holds letters, digits and _'),
      z.refine(
        (name) => !SYSTEM_NAMES.has(name),
        `the names ${[...SYSTEM_NAMES].join(', ')} are taken: give the answer another`,
      ),
    ),
    fetchSchema,
  )
  .check(
    z.refine(
      (entries) => Object.keys(entries).length <= LIMITS.upstreamsPerPage,
      `a page asks at most ${LIMITS.upstreamsPerPage} upstreams`,
    ),
  );

/** Statuses whose response has no body: a `Response` with one of them and a page throws (Fetch, "null body status"). */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

const statusSchema = z.int().check(
  z.gte(200),
  z.lte(599),
  z.refine(
    (status) => !BODILESS.has(status),
    'a response of 204, 205 or 304 has no body, and a page is one: write another status',
  ),
);

const LAYOUT = 'name a layout, or write false for none';

/** How Markdown is read. */
export const markdownSchema = z.strictObject({
  smart: z.optional(z.boolean()),
  breaks: z.optional(z.boolean()),
  ids: z.optional(z.boolean()),
  /** How HTML in it is read: kramdown has `markdown="1"`, and elements that are HTML to their end. */
  html: z.optional(z.enum(['commonmark', 'kramdown'])),
});

const LIST = 'name a list: collections.posts, collections.posts.tags or data.products';

/** A name of a list, as templates write it. */
const listSchema = z.string(LIST).check(z.regex(/^(?:collections|data)(?:\.[\w-]+)+$/, LIST));

/** Variables that a page of its own kind has, besides those of every template. */
const PAGE_NAMES: ReadonlySet<string> = new Set([...SYSTEM_NAMES, 'entry', 'collections', 'paginator']);

/** `each: { tag: collections.posts.tags }`: a parameter of the route, and the list whose items it stands for. */
export const eachSchema = z
  .record(
    z.string().check(
      z.regex(/^[a-z_][a-z0-9_]*$/i, 'a parameter name holds letters, digits and _'),
      z.refine(
        (name) => !PAGE_NAMES.has(name),
        `the names ${[...PAGE_NAMES].join(', ')} are taken: give the parameter another`,
      ),
    ),
    listSchema,
  )
  .check(
    z.refine(
      (each) => Object.keys(each).length === 1,
      'a page is made for each item of one list: each: { tag: collections.posts.tags }',
    ),
  );

const SIZE = 'size is how many items a part has: a whole number from 1 to 1000';
const NUMBERED = 'a path of the further pages begins with / and has one {n}, as /page/{n}';

/** `paginate: { items: collections.posts, size: 10 }`: a list that a page shows in parts. */
export const paginateSchema = z.strictObject({
  /** Of a page with `each`, also what its item has: `tag.items`. */
  items: z.string(LIST).check(z.regex(/^[a-z_]\w*(?:\.[\w-]+)+$/i, LIST)),
  size: z.optional(z.int(SIZE).check(z.gte(1, SIZE), z.lte(1_000, SIZE))),
  /** What follows the page's own address from the second part on. */
  path: z.optional(
    z.string().check(
      z.regex(/^(?:\/[^/?#\\\u0000-\u0020\u007f]+)+$/, NUMBERED),
      z.refine((path) => path.replace('{n}', '1').search(/[{}]/) < 0 && path.includes('{n}'), NUMBERED),
    ),
  ),
});

/** `null` and `none` are how Jekyll says that a page has none. */
const layoutSchema = z.pipe(
  z.transform((value) => (value === null || value === 'none' ? false : value)),
  z.union([z.string(LAYOUT), z.literal(false, LAYOUT)]),
);

/** A page's front matter. Keys that are not named here are the author's own and appear as `page.<key>`. */
export const frontMatterSchema = z.looseObject({
  layout: z.optional(layoutSchema),
  route: z.optional(z.string()),
  status: z.optional(z.union([statusSchema, z.string()])),
  headers: z.optional(headersSchema),
  cache: z.optional(cacheSchema),
  /** The collection whose entries it shows, one at each address. */
  entry: z.optional(z.string()),
  each: z.optional(eachSchema),
  paginate: z.optional(paginateSchema),
  /** Whether its addresses are in /sitemap.xml; left out where they are. */
  sitemap: z.optional(z.boolean()),
  markdown: z.optional(markdownSchema),
  fetch: z.optional(fetchesSchema),
  request: z.optional(
    z.strictObject({
      headers: z.optional(z.array(headerName)),
      cookies: z.optional(z.array(z.string().check(z.refine(isName, '__proto__ is no name of a cookie')))),
    }),
  ),
});

/** Members of `page` that say how a page was asked for: of that name nothing of an author's could be seen. */
export const HIDDEN_KEYS: readonly string[] = ['url', 'path', 'params'];

/** Keys of front matter that are ours; templates do not see them. */
export const RESERVED_KEYS: ReadonlySet<string> = new Set(Object.keys(frontMatterSchema.shape));

export type FrontMatter = z.infer<typeof frontMatterSchema>;
export type FetchEntry = z.infer<typeof heldFetchSchema>;
export type Fetches = z.infer<typeof heldFetchesSchema>;
