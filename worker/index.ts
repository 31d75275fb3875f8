import { receive, serve, startIsolate } from './app.ts';
import { depsOf, type Env } from './env.ts';
import type { Isolate } from './isolate.ts';

let isolate: Isolate | undefined;

export default {
  fetch(request: Request, env: Env, ctx: ExecutionContext): Response | Promise<Response> {
    // admin.localhost, and admin.<anything>.localhost, which has the same-site shape of two Workers on workers.dev. In development only.
    if (env.ADMIN && /^https?:\/\/admin\.(?:[a-z0-9.-]+\.)?localhost(?::\d+)?\//.test(request.url))
      return env.ADMIN.fetch(request);
    isolate ??= startIsolate(depsOf(env));
    return serve(isolate, receive(isolate, request, ctx));
  },
};
