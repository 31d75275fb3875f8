import type { Manifest } from '../release/manifest.ts';
import type { Page } from '../release/response/page.ts';
import type { KeepAlive } from '../release/shared-load.ts';
import type { Store } from '../release/working.ts';
import type { Trace } from './previews/trace.ts';
import type { Outside } from './upstreams/access.ts';

/** What an isolate answers all requests with. */
export interface Services {
  /** For assets: previews read them from there too. */
  readonly kv: KVNamespace;
  readonly store: Store;
  readonly outside: Outside;
  readonly now: () => number;
}

/** One request. */
export interface Ask {
  readonly request: Request;
  /** The URL that was asked for. Read once: each look at a Request's own makes a new text. */
  readonly address: string;
  /** Request id, in the log and on error pages. */
  readonly id: () => string;
  readonly keepAlive: KeepAlive;
  /** Milliseconds waited so far, by what for: `server-timing`. */
  readonly waits: Record<'kv' | 'fetch', number>;
  /** Whether the isolate had served nothing when it came. */
  readonly cold: boolean;
}

/** One request on its way through one release. */
export interface Passage extends Ask {
  readonly services: Services;
  readonly manifest: Manifest;
  /** Set in previews: nothing is kept, and what happens is noted here. */
  readonly trace?: Trace;
}

/** What a release answers: a page, or a response as it is (assets, redirects, proxies). */
export type Answer = PageAnswer | { readonly response: Response };

export interface PageAnswer {
  readonly page: Page;
  readonly operations: number;
  /** What it read that is not fixed for the release: bits of READS and FLAG. */
  readonly flags: number;
  /** Whether it answers every request of its path in this release. */
  readonly isStatic: boolean;
  /** Whether it is the very page that was the answer before. */
  readonly again?: boolean;
}

/** Waits, and adds how long that took to the request's `server-timing`. */
export async function timed<T>(passage: Passage, what: 'kv' | 'fetch', work: Promise<T>): Promise<T> {
  const { now } = passage.services;
  const started = now();
  try {
    return await work;
  } finally {
    passage.waits[what] += now() - started;
  }
}
