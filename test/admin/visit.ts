import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { createApp } from '../../worker/app.ts';

/** What a visitor of a fresh isolate sees. */
export async function visit(path: string, headers: Record<string, string> = {}) {
  const app = createApp({
    kv: env.KV,
    site: 'main',
    fresh: { look: 0, wait: 0 },
    clock: { now: () => Date.now() },
  });
  const ctx = createExecutionContext();
  const response = await app.fetch(
    new Request(`http://site.test${path}`, { headers, redirect: 'manual' }),
    env,
    ctx,
  );
  const text = await response.text();
  await waitOnExecutionContext(ctx);
  return {
    status: response.status,
    headers: response.headers,
    text,
    release: response.headers.get('x-release'),
  };
}
