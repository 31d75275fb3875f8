import type { Fetches, FrontMatter, PageCache } from './page.ts';
import type { Upstream } from './site.ts';

/**
 * A release as one text, made by site/assemble and read by worker/manifest:
 *
 *   HEAD\n INDEX BODY
 *
 * HEAD is one line of JSON. INDEX is `head.index` UTF-16 units of lines `key TAB json LF`, sorted by key in code unit
 * order: it is searched, never parsed as a whole. BODY holds the programs and data of a small site; those of a large
 * one are in packs, which are texts of the same kind. A record says where its text is with a `Place`.
 */
export const MANIFEST_FORMAT = 1;

/** Where a program or a data file's JSON is: pack number (0 is the manifest's own BODY, n is head.packs[n-1]), start, length. */
export type Place = readonly [pack: number, start: number, length: number];

export interface Head {
  readonly format: number;
  /** Release id: unique for ever, so that what is cached under it never changes. */
  readonly id: string;
  /** Counts the site's releases from 1. */
  readonly version: number;
  /** Milliseconds since the epoch at which it was made. */
  readonly at: number;
  /** UTF-16 units of INDEX. */
  readonly index: number;
  /** Names of packs (`pack:<name>` in KV). */
  readonly packs: readonly string[];
  /** What templates see as `site`. */
  readonly site: Readonly<Record<string, unknown>>;
  readonly config: {
    readonly upstreams?: Readonly<Record<string, Upstream>>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly csp?: string;
  };
}

/** A line whose key begins with `/`: what answers a path. Parameter names are in the order of the key's places. */
export type RouteRecord =
  | { readonly page: string; readonly params?: readonly string[]; readonly fetch?: Fetches }
  | { readonly redirect: string; readonly status: 301 | 302 | 307 | 308; readonly params?: readonly string[] }
  | { readonly proxy: string; readonly params?: readonly string[] };

/** A line whose key is a page's path. */
export interface PageRecord {
  readonly at: Place;
  /** Keys of everything that rendering is known to need: layouts, partials, data. */
  readonly needs?: readonly string[];
  /** Content type by the inner ending: pages/feed.xml.liquid -> application/xml. */
  readonly type: string;
  /** Whether output is escaped: html and xml. */
  readonly escape: boolean;
  readonly layout?: string;
  readonly status?: number | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cache?: PageCache;
  readonly fetch?: Fetches;
  readonly request?: FrontMatter['request'];
  /** The author's own front matter: `page.<key>`. */
  readonly own?: Readonly<Record<string, unknown>>;
}

/** A line whose key is a layout's or partial's path, or `data/<name>` without the file's ending. */
export interface TextRecord {
  readonly at: Place;
}

/** A line whose key is an asset's path. `name` is its KV key after `asset:`, and the `v` of its URL. */
export interface AssetRecord {
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** KV metadata of `release:<id>`. */
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
}
