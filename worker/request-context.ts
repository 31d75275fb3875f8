import type { Store } from '../release/pack-reader.ts';
import type { Plan } from '../release/plan.ts';
import type { Manifest } from '../release/read-manifest.ts';
import type { Page } from '../release/response/send-built.ts';
import type { KeepAlive } from '../release/shared-load.ts';
import type { Shown } from '../schema/content/addresses.ts';
import type { Fetches } from '../schema/page.ts';
import type { Match } from '../site/routes/match.ts';
import type { Trace } from './previews/trace.ts';
import type { UpstreamConfig } from './upstreams/access.ts';

/** What all requests of an isolate use. */
export interface Services {
  /** For assets: previews read them from there too. */
  readonly kv: KVNamespace;
  readonly store: Store;
  readonly upstreamConfig: UpstreamConfig;
  readonly now: () => number;
}

/** One request. */
export interface IncomingRequest {
  readonly request: Request;
  /** The URL of the request. It is read once, as `request.url` makes a new string each time. */
  readonly address: string;
  /** The path in it. */
  readonly path: string;
  /** Whether it is a GET or a HEAD. */
  readonly isRead: boolean;
  /** Request id, in the log and on error pages. */
  readonly id: () => string;
  readonly keepAlive: KeepAlive;
  /** Milliseconds waited so far, for storage and for upstreams: `server-timing`. */
  readonly waits: Record<'kv' | 'fetch', number>;
  /** Whether this is the first request of its isolate. */
  readonly cold: boolean;
}

/** One request on its way through one release. */
export interface RequestContext extends IncomingRequest {
  readonly services: Services;
  readonly manifest: Manifest;
  /** Set in previews: nothing is kept, and what happens is noted here. */
  readonly trace?: Trace;
}

/** What a release has for a request: a page, or a response that is sent as it is (assets, redirects, proxies). */
export type PageOrResponse = PageResult | { readonly response: Response };

/** What is to be shown: a page file, and for whom. */
export interface PageSpec {
  readonly plan: Plan;
  /** The canonical path. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly shown?: Shown | undefined;
  /** Undefined when the page asks no upstream. */
  readonly fetches: Fetches | undefined;
  /** 200, or the error that the page is about. */
  readonly status: number;
}

/** What is said of a page once it is made. */
export type Made = Pick<PageSpec, 'path' | 'fetches' | 'status'> & {
  readonly plan: Pick<Plan, 'path' | 'page'>;
};

export interface PageResult {
  readonly page: Page;
  readonly operations: number;
  /** What `server-timing` says of where it was made; left out where that is here. */
  readonly made?: string | undefined;
  /** What the page read that can change within a release: bits of READS and FLAG. */
  readonly flags: number;
  /** Whether every request for this path gets the same page, as long as the release is live. */
  readonly isStatic: boolean;
  /** Whether the same object was sent before. */
  readonly again?: boolean;
}

/** What is at a path, and what to make when that is a page. */
export interface RouteMatch extends Match {
  spec?: PageSpec;
}

/** A page that has to be rendered. */
export interface Unmade {
  readonly match: RouteMatch;
  readonly file: string;
  /** The canonical path. */
  readonly path: string;
}
