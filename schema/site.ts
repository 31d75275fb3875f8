import * as z from 'zod/mini';
import {
  cacheSchema,
  fetchesSchema,
  headersSchema,
  headerValue,
  markdownSchema,
  siteHeadersSchema,
} from './page.ts';
import type { Slash } from './path/slash.ts';
import { canonicalPath } from './route.ts';

const name = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9_-]*$/, 'a name holds a-z, 0-9, _ and -, and begins with a letter'));
const seconds = z.number().check(z.gte(0), z.lte(31_536_000));
const pattern = z.string().check(z.startsWith('/', 'a route begins with /'));

/** An HTTP origin that answers JSON. `${NAME}` in a header is filled from a secret that the operator allows. */
export const upstreamSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'an upstream is an http or https URL' }),
  headers: z.optional(headersSchema),
  /** Seconds to wait for a response. */
  timeout: z.optional(z.number().check(z.gt(0), z.lte(30))),
  /** Seconds that a response is fresh at the edge. */
  cache: z.optional(seconds),
  /** Seconds after that in which it is still served when the upstream fails. */
  stale: z.optional(seconds),
  /** Its texts may be printed with `raw`: the site's owner vouches for their HTML. */
  trusted: z.optional(z.boolean()),
});

const routeSchema = z.strictObject({ page: z.string(), fetch: z.optional(fetchesSchema) });

const LEADS =
  'a redirect leads to a path such as /new or to an http or https URL, whose host is no parameter';

const target = z.string().check(
  z.regex(/^(\/(?!\/)|https?:\/\/[^{}/?#]+([/?#]|$))/, LEADS),
  z.refine((to) => to.startsWith('/') || URL.canParse(to.replaceAll(/[{}]/g, '')), LEADS),
);

const redirectSchema = z.union([
  target,
  z.strictObject({
    to: target,
    status: z.optional(z.union([z.literal(301), z.literal(302), z.literal(307), z.literal(308)])),
  }),
]);

const scheme = z.pipe(
  z.string().check(
    z.regex(/^[a-z][a-z0-9+.-]*:?$/i, 'a scheme holds letters, digits, +, . and -: sms, data'),
    z.refine((name) => !/^(?:java|vb)script/i.test(name), 'this scheme runs code'),
  ),
  z.transform((written) => written.replace(/:$/, '').toLowerCase()),
);

const imagesSchema = z.strictObject({
  widths: z.array(z.int().check(z.gte(16), z.lte(8_192))).check(z.maxLength(12)),
});

const hasWidths = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'widths');

/** Addresses with or without a slash at the end, and those that do the opposite. */
const mixedSlashSchema = z.strictObject({
  usual: z.enum(['always', 'never'], 'always or never'),
  except: z
    .array(
      z.pipe(
        z
          .string()
          .check(
            z.refine(
              (path) => path.startsWith('/') && (canonicalPath(path) ?? '/') !== '/',
              'the path of a page: /about',
            ),
          ),
        z.transform((path) => canonicalPath(path) ?? path),
      ),
    )
    .check(z.maxLength(500, 'at most 500 paths')),
});

/** `site.yaml`. Keys that are not named here are the author's own and appear as `site.<key>`. */
export const siteSchema = z.looseObject({
  title: z.optional(z.string()),
  /** The time zone that dates are in: `Europe/Lisbon`. */
  timezone: z.optional(z.string()),
  /** Others that templates name: `{{ 'now' | date: '%H:%M', 'Asia/Tokyo' }}`. */
  timezones: z.optional(z.array(z.string())),
  upstreams: z.optional(z.record(name, upstreamSchema)),
  /** Paths that are passed through to an upstream: `/static/*: api`. */
  proxy: z.optional(z.record(pattern, z.string())),
  /** Pages served by route, not by file name. */
  routes: z.optional(z.record(pattern, routeSchema)),
  redirects: z.optional(z.record(pattern, redirectSchema)),
  /** Whether addresses of pages end in a slash. */
  trailing_slash: z.optional(z.union([z.enum(['always', 'never', 'keep']), mixedSlashSchema])),
  /** Response headers of everything, and of what lies at a path; a page's own win. */
  headers: z.optional(siteHeadersSchema),
  /** Content-Security-Policy of everything; `{nonce}` in it becomes a fresh nonce, `{{ csp_nonce }}` in templates. */
  csp: z.optional(headerValue),
  /**
   * Schemes that a URL which begins with an output may have, besides http, https, mailto and tel; and whether links that lead
   * nowhere refuse a publish: `strict` alone says that too.
   */
  links: z.optional(
    z.union([
      z.literal('strict'),
      z.strictObject({ schemes: z.optional(z.array(scheme)), strict: z.optional(z.boolean()) }),
    ]),
  ),
  /** Publishing renders every page with liquidjs too, and warns where its output differs. */
  compare: z.optional(z.literal('liquidjs')),
  /** How Markdown is read where its collection or its front matter does not say otherwise. */
  markdown: z.optional(markdownSchema),
  /** Smaller versions of pictures that templates offer. Older sites may have a key of their own of this name: without `widths` it is that. */
  images: z.optional(
    z
      .unknown()
      .check(
        z.refine(
          (value) => !hasWidths(value) || imagesSchema.safeParse(value).success,
          'write images: { widths: [480, 960] }: up to 12 whole numbers of pixels from 16 to 8192',
        ),
      ),
  ),
  defaults: z.optional(z.strictObject({ layout: z.optional(z.string()), cache: z.optional(cacheSchema) })),
});

export type SiteConfig = z.infer<typeof siteSchema>;
export type Upstream = z.infer<typeof upstreamSchema>;

/** Keys of site.yaml that are ours; templates do not see them. */
export const RESERVED_SITE_KEYS: ReadonlySet<string> = new Set([
  'upstreams',
  'proxy',
  'routes',
  'redirects',
  'trailing_slash',
  'headers',
  'csp',
  'links',
  'compare',
  'markdown',
  'defaults',
]);

/** What site.yaml says of links. */
export const linksOf = (links: SiteConfig['links']): Exclude<SiteConfig['links'], string | undefined> =>
  links === 'strict' ? { strict: true } : (links ?? {});

/** What site.yaml says of slashes at the end; `never` is what a site that says nothing does. */
export function slashOf({ trailing_slash: slash }: SiteConfig): Slash | undefined {
  return slash === 'never' ? undefined : slash;
}

/** Widths of smaller versions of pictures, each once, the smallest first. */
export function widthsOf({ images }: SiteConfig): number[] {
  const read = imagesSchema.safeParse(images);
  return read.success ? [...new Set(read.data.widths)].sort((a, b) => a - b) : [];
}
