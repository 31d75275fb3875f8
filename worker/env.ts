import type { PreviewEntry } from '../schema/preview.ts';
import type { Deps } from './app.ts';

/** What the site Worker's configuration gives it. */
export interface Env extends Readonly<Record<string, unknown>> {
  readonly KV: KVNamespace;
  readonly SITE?: string;
  /** Seconds after which an isolate looks for a new release in the background, and before it responds. */
  readonly FRESH_LOOK?: string;
  readonly FRESH_WAIT?: string;
  /** Hosts that upstreams may be on, and variables that their headers may use: see docs/upstreams.md. */
  readonly UPSTREAM_HOSTS?: string;
  readonly UPSTREAM_SECRETS?: string;
  /** The admin Worker's named entrypoint, for preview links; without it there are none. */
  readonly PREVIEW?: PreviewEntry;
  /** In development only: the admin Worker, for requests to admin.localhost. */
  readonly ADMIN?: Fetcher;
}

export function depsOf(env: Env): Deps {
  return {
    kv: env.KV,
    site: env.SITE ?? 'main',
    fresh: { look: 1000 * Number(env.FRESH_LOOK ?? 16), wait: 1000 * Number(env.FRESH_WAIT ?? 30) },
    clock: Date,
    hosts: env.UPSTREAM_HOSTS ?? '',
    secrets: { names: env.UPSTREAM_SECRETS ?? '', from: env },
    preview: env.PREVIEW,
  };
}
