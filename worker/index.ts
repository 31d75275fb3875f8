import type { PreviewEntry } from '../schema/preview.ts';
import { createApp } from './app.ts';

interface Env extends Readonly<Record<string, unknown>> {
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

type App = ReturnType<typeof createApp>;

let app: App | undefined;

export default {
  fetch(request: Request, env: Env, ctx: ExecutionContext): Response | Promise<Response> {
    if (env.ADMIN && isAdmin(request)) return env.ADMIN.fetch(request);
    app ??= start(env);
    return app.fetch(request, env, ctx);
  },
};

function start(env: Env): App {
  return createApp({
    kv: env.KV,
    site: env.SITE ?? 'main',
    fresh: { look: 1000 * Number(env.FRESH_LOOK ?? 16), wait: 1000 * Number(env.FRESH_WAIT ?? 30) },
    clock: Date,
    hosts: env.UPSTREAM_HOSTS ?? '',
    secrets: { names: env.UPSTREAM_SECRETS ?? '', from: env },
    preview: env.PREVIEW,
  });
}

/** admin.localhost, and admin.<anything>.localhost, which has the same-site shape of two Workers on workers.dev. */
function isAdmin(request: Request): boolean {
  return /^https?:\/\/admin\.(?:[a-z0-9.-]+\.)?localhost(?::\d+)?\//.test(request.url);
}
