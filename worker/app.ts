import { Hono } from 'hono/tiny';
import { serveVersion, versionOf } from './assets.ts';
import { logError, NOTHING_PUBLISHED } from './errors.ts';
import type { Store } from './load.ts';
import { Lru } from './lru.ts';
import { type Manifest, ReleaseError } from './manifest.ts';
import { type Clock, type Freshness, Live } from './release.ts';
import { send } from './respond.ts';
import { type KeepAlive, Shared } from './share.ts';
import { type Answer, answer, lastResort } from './site.ts';

/** What the site Worker runs with. Holds nothing of the admin's. */
export interface Deps {
  readonly kv: KVNamespace;
  /** Which site of the namespace. */
  readonly site: string;
  readonly fresh: Freshness;
  readonly clock: Clock;
  /** Bytes that an isolate remembers. */
  readonly memory?: number;
}

const MEMORY = 24 * 1024 * 1024;

/** The site Worker of one isolate: everything it remembers lives in here. */
export function createApp(deps: Deps) {
  const live = new Live(deps.kv, deps.site, deps.fresh, deps.clock);
  const store: Store = { kv: deps.kv, memory: new Lru(deps.memory ?? MEMORY), shared: new Shared() };
  const app = new Hono();

  app.on(['GET', 'HEAD'], '/assets/*', async (c, next) => {
    const version = versionOf(new URL(c.req.url));
    const response = version && (await serveVersion(deps.kv, c.req.raw, version));
    if (!response) return next();
    return response;
  });

  app.on(['GET', 'HEAD'], '*', async (c) => {
    const id = crypto.randomUUID().slice(0, 8);
    const url = new URL(c.req.url);
    const keepAlive: KeepAlive = (work) => c.executionCtx.waitUntil(work);
    const isolate = live.warm ? 'warm' : 'cold';
    const started = deps.clock.now();
    const marks = (release: string, operations: number) => ({
      'x-release': release,
      'x-isolate': isolate,
      'server-timing': `load;dur=${deps.clock.now() - started}, render;desc="${operations} operations"`,
    });
    const finish = (manifest: Manifest, answered: Answer) => {
      if ('page' in answered)
        return send(c.req.raw, answered.page, marks(manifest.head.id, answered.operations));
      const response = new Response(answered.response.body, answered.response);
      for (const [name, value] of Object.entries(marks(manifest.head.id, 0)))
        response.headers.set(name, value);
      return response;
    };
    const attempt = (manifest: Manifest) =>
      answer({ store, manifest, request: c.req.raw, url, id, now: deps.clock.now, keepAlive }).then((found) =>
        finish(manifest, found),
      );
    try {
      const manifest = await live.pick(keepAlive);
      if (!manifest)
        return new Response(NOTHING_PUBLISHED, { status: 404, headers: { 'cache-control': 'no-store' } });
      return await attempt(manifest).catch((error) => {
        const other = error instanceof ReleaseError ? live.retreat(manifest) : undefined;
        if (!other) throw error;
        logError(id, url, error);
        return attempt(other);
      });
    } catch (error) {
      logError(id, url, error);
      return send(c.req.raw, lastResort(503, id), { 'retry-after': '30', 'x-isolate': isolate });
    }
  });

  app.options('*', () => new Response(null, { status: 204, headers: { allow: 'GET, HEAD, OPTIONS' } }));
  app.all(
    '*',
    () =>
      new Response('This site takes GET and HEAD only.\n', {
        status: 405,
        headers: { allow: 'GET, HEAD, OPTIONS' },
      }),
  );
  return app;
}
