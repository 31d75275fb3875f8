import { Hono } from 'hono';
import { ProblemError } from '../schema/api/problem.ts';
import type { ApiEnv } from './api/env.ts';
import { dispatcher } from './api/http/dispatch.ts';
import { problemResponse } from './api/http/problem.ts';
import { operations } from './api/operations.ts';

/** The admin Worker's app: everything below /api. */
export function createAdmin() {
  const app = new Hono<ApiEnv>();
  app.use(async function requestId(c, next) {
    c.set('request', crypto.randomUUID().slice(0, 8));
    await next();
    // A WebSocket's response can't be made again with another header.
    if (c.res.status !== 101) c.header('x-request-id', c.get('request'));
  });
  app.all('/api/*', dispatcher(operations));
  app.notFound((c) => {
    throw new ProblemError('not_found', `There is no ${c.req.method} ${c.req.path} here`);
  });
  app.onError(problemResponse);
  return app;
}
