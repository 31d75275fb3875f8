import { SharedLoads } from '../../release/shared-load.ts';

/** A Worker whose every request waits for one shared, slow load; /plain waits for it as a plain promise would, /unkept has a starter that nothing keeps alive. */
const shared = new SharedLoads(300);
let plain: Promise<string> | undefined;

interface Env {
  readonly BACKEND: { fetch(request: string): Promise<Response> };
}

interface Context {
  waitUntil(work: Promise<unknown>): void;
}

export default {
  async fetch(request: Request, env: Env, ctx: Context): Promise<Response> {
    const load = async () => {
      await env.BACKEND.fetch('http://backend/first').then((first) => first.text());
      return (await env.BACKEND.fetch('http://backend/second')).text();
    };
    const { pathname } = new URL(request.url);
    if (pathname === '/plain') {
      plain ??= load();
      return new Response(await plain);
    }
    if (pathname === '/unkept') return new Response(await shared.do('unkept', () => {}, load));
    return new Response(await shared.do('load', (work) => ctx.waitUntil(work), load));
  },
};
