import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { createApp, type Deps } from '../../worker/app.ts';

/** What a visitor got. */
export interface Got {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** An isolate of the site Worker, and a way to ask it. */
export function isolate(deps: Partial<Deps> = {}) {
  const fresh = { look: 0, wait: 0 };
  const clock = { now: () => Date.now() };
  const app = createApp({ kv: env.KV, site: 'main', fresh, clock, ...deps });
  return async (path: string, init: RequestInit = {}): Promise<Got> => {
    const ctx = createExecutionContext();
    const url = path.startsWith('/') ? `http://site.test${path}` : path;
    const request = new Request(url, { redirect: 'manual', ...init });
    const response = await app.fetch(request, env, ctx);
    const text = await response.text();
    await waitOnExecutionContext(ctx);
    return { status: response.status, text, headers: response.headers };
  };
}
