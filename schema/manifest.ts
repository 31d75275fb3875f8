import * as z from 'zod/mini';
import { MANIFEST_FORMAT, type PageMedia, WHOLE_FORMAT } from './format.ts';
import { madeRowSchema, madeTableSchema } from './made/row.ts';
import { cacheSchema, frontMatterSchema, heldFetchesSchema } from './page.ts';
import { upstreamSchema } from './site.ts';

/**
 * A release as one text, made by site/release/assemble, checked by site/release/check-manifest, read by release/read-manifest:
 *
 *   HEAD\n INDEX BODY
 *
 * HEAD is one line of JSON. INDEX is `head.index` UTF-16 units of lines `key TAB json LF`, sorted by key in code unit
 * order: it is searched, never parsed as a whole. BODY holds the programs and data of a small site; those of a large
 * one are in packs, which are texts of the same kind. Behind them it holds pages that were made at publish, whole or in part. A record
 * says where its text is with a `Place`. Most pages that were made at publish are in packs of bodies, which no `Place` names: see schema/made/row.
 *
 * `release:<id>` is the whole of it. `live:<site>` is the same text, or of a large release the short form (site/release/short): without lines and texts
 * that only rendering needs, and without names of packs. What is left is as it is in the whole, places in BODY too: `head.cut` says what was before them.
 *
 * The site Worker takes the types only: what the admin has checked before it went live is not checked again there.
 */

const count = z.int().check(z.gte(0));
const names = z.readonly(z.array(z.string()));
/** As they are sent: what no response can have is found by building one, in the gate. */
const headers = z.readonly(z.record(z.string(), z.string()));
const json = z.readonly(z.record(z.string(), z.unknown()));
/** An author's own values by name; as JSON, with a space before it, where JSON.parse would change their numbers: see site/files/exact. */
const members = z.union([json, z.string().check(z.startsWith(' {'))]);

/** Where a program or a data file's JSON is: pack number (0 is the manifest's own BODY, n is head.packs[n-1]), start, length. */
const placeSchema = z.readonly(z.tuple([count, count, count]));

export const headSchema = z.strictObject({
  format: z.union([z.literal(WHOLE_FORMAT), z.literal(MANIFEST_FORMAT)]),
  /** Release id: unique for ever, so that what is cached under it never changes. */
  id: z.string(),
  /** Counts the site's releases from 1. */
  version: count,
  /** Milliseconds since the epoch at which it was made. */
  at: count,
  /** UTF-16 units of INDEX. */
  index: count,
  /** UTF-16 units of BODY: a text that is cut off can be recognized by it. Left out by versions before 0.2.0. */
  body: z.optional(count),
  /** Of a short form: UTF-16 units at the start of the release's BODY that it has not. */
  cut: z.optional(count),
  /** Names of packs (`pack:<name>` in KV). */
  packs: names,
  /** How many tables of addresses there are: see schema/addresses. Left out where there are none. */
  tables: z.optional(z.int().check(z.gte(1))),
  /** How many tables of bodies there are (see schema/made/keys), a power of two or 0; left out where no pack of bodies is used. */
  made: z.optional(count),
  /** Whether of each page that has known addresses some are in those tables, or may be: then an address is looked for there, whatever page it is of. */
  madeOfEach: z.optional(z.literal(true)),
  /** Forms of the addresses of parts of collections and their groups, such as `/page/{n}`; left out where there are none. */
  parts: z.optional(names),
  /** What templates see as `site`. */
  site: members,
  config: z.strictObject({
    upstreams: z.optional(z.readonly(z.record(z.string(), upstreamSchema))),
    headers: z.optional(headers),
    /** Headers by path: a regular expression that a canonical path fits or not, and what it then gets. In order. */
    paths: z.optional(z.readonly(z.array(z.readonly(z.tuple([z.string(), headers]))))),
    csp: z.optional(z.string()),
    /** Schemes that links may have, besides those that all sites' may. */
    schemes: z.optional(names),
    /** Time zones: see liquid/run/filters/dates/zones. */
    zones: z.optional(
      z.strictObject({
        own: z.optional(z.string()),
        byName: z.readonly(z.record(z.string(), z.readonly(z.array(z.number())))),
      }),
    ),
    /** Smaller versions of pictures: widths in pixels, the smallest first; whether the platform makes them. */
    images: z.optional(
      z.strictObject({
        widths: z.optional(z.readonly(z.array(count))),
        cloudflare: z.optional(z.literal(true)),
      }),
    ),
    /** What is done with a slash at the end; `never` is left out. */
    slash: z.optional(
      z.union([
        z.enum(['always', 'keep']),
        z.strictObject({ usual: z.enum(['always', 'never']), except: names }),
      ]),
    ),
  }),
});

/**
 * A page that was made when its release was, because nothing in it changes from request to request: see site/release/ready. Its
 * text lies in the manifest's own BODY, behind programs and data.
 */
const readySchema = z.strictObject({
  at: placeSchema,
  etag: z.string(),
  /** Bytes of the text in UTF-8. */
  bytes: count,
});

/**
 * What is left of a page's program once all that its release knows is in it: see liquid/partial. It renders the same with less. Its text lies in the
 * manifest's own BODY. `needs`: keys of the data and partials that it still reads.
 */
const residualSchema = z.strictObject({ at: placeSchema, needs: z.optional(names) });

/** A line whose key begins with `/`: what is at a path. Parameter names are in the order of the key's places. */
export const routeSchema = z.union([
  z.strictObject({
    page: z.string(),
    params: z.optional(names),
    /** Whether all its addresses are in the tables of addresses: others that fit are none. */
    known: z.optional(z.literal(true)),
    fetch: z.optional(heldFetchesSchema),
    ready: z.optional(readySchema),
    /** Whether its page is in a pack of bodies. */
    made: z.optional(z.literal(true)),
  }),
  z.strictObject({
    redirect: z.string(),
    status: z.literal([301, 302, 307, 308]),
    params: z.optional(names),
  }),
  z.strictObject({ proxy: z.string(), params: z.optional(names) }),
  /** A file of public/, as it is. */
  z.strictObject({ file: z.string(), params: z.optional(names) }),
]);

/** A line whose key is a page's path. */
export const pageSchema = z.strictObject({
  at: placeSchema,
  /** Keys of everything that rendering is known to need: layouts, partials, data. */
  needs: z.optional(names),
  residual: z.optional(residualSchema),
  /** Whether pages at some of its addresses that follow from entries and lists are in packs of bodies, or were made into BODY. */
  made: z.optional(z.literal(true)),
  /** Content type by the inner ending: pages/feed.xml.liquid -> application/xml. Left out for HTML. */
  type: z.optional(z.string()),
  /** Whether output is escaped: all but plain text; `data` in scripts, JSON and styles. Left out for HTML. */
  escape: z.optional(z.union([z.boolean(), z.literal('data')])),
  layout: z.optional(z.string()),
  /** The collection whose entry it shows. */
  entry: z.optional(z.string()),
  /** The parameter that stands for an item of a list, and the list. */
  each: z.optional(z.readonly(z.tuple([z.string(), z.string()]))),
  /** The list that it shows in parts, and how the addresses of the parts are made. */
  paginate: z.optional(
    z.strictObject({ items: z.string(), size: count, route: z.string(), path: z.optional(z.string()) }),
  ),
  /** Whether its addresses are in /sitemap.xml; left out where they are. */
  sitemap: z.optional(z.literal(false)),
  status: z.optional(z.union([z.int(), z.string()])),
  headers: z.optional(headers),
  cache: z.optional(cacheSchema),
  fetch: z.optional(heldFetchesSchema),
  request: frontMatterSchema.shape.request,
  /** The author's own front matter: `page.<key>`. */
  own: z.optional(members),
});

/** A line whose key is `made/` and a canonical path; 0 takes away what a table has there. */
export const madeSchema = z.union([z.literal(0), madeRowSchema]);

export { madeTableSchema };

/** A line whose key is a layout's or partial's path, or `data/<name>` without the file's ending. */
export const textSchema = z.strictObject({ at: placeSchema });

/**
 * A line whose key is an asset's path in lower case, where the path itself is not: so that an address in other case finds
 * the right one.
 */
export const spellingSchema = z.strictObject({ spelled: z.string() });

/** A line whose key is the path of a file of assets/ or public/. `name` is its KV key after `asset:`, and the `v` of its URL. */
export const assetSchema = z.strictObject({
  name: z.string(),
  type: z.string(),
  /** Bytes. */
  size: count,
  /** Width and height of a picture in pixels, as it is shown, where they are known. */
  picture: z.optional(z.readonly(z.tuple([count, count]))),
});

export type Ready = Readonly<z.infer<typeof readySchema>>;
export type Members = z.infer<typeof members>;
export type Place = z.infer<typeof placeSchema>;
export type Head = Readonly<z.infer<typeof headSchema>>;
export type RouteRecord = Readonly<z.infer<typeof routeSchema>>;
export type PageRecord = Readonly<z.infer<typeof pageSchema>>;
/** A page's record with what it leaves out: see schema/format. */
export type FullPageRecord = PageRecord & PageMedia;
export type SpellingRecord = Readonly<z.infer<typeof spellingSchema>>;
export type TextRecord = Readonly<z.infer<typeof textSchema>>;
export type AssetRecord = Readonly<z.infer<typeof assetSchema>>;

/** KV metadata of `release:<id>`; `format` is that of its head. */
export interface ReleaseMetadata {
  readonly id: string;
  readonly format: number;
}

/** KV metadata of `live:<site>`: a look at it need not read the value. */
export interface LiveMetadata extends ReleaseMetadata {
  /** Counts the moves of `live`, rollbacks included: a reader never goes from a higher to a lower one. */
  readonly move: number;
  /** Milliseconds since the epoch at which it moved here. */
  readonly since: number;
}

/** KV metadata of `asset:<name>`. */
export interface AssetMetadata {
  readonly type: string;
  /** Bytes: a response with a part of an asset names it. */
  readonly size?: number;
}
