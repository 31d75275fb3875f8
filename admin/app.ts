import { Hono } from 'hono';
import { ProblemError } from '../schema/problem.ts';
import { bearerAuth } from './api/auth.ts';
import type { ApiEnv } from './api/env.ts';
import { files } from './api/files.ts';
import { answerProblem } from './api/problem.ts';
import { publish } from './api/publish.ts';
import { status } from './api/status.ts';

/** The admin Worker's app: everything below /api. */
export function createAdmin() {
  const app = new Hono<ApiEnv>();
  app.use(async function requestId(c, next) {
    c.set('request', crypto.randomUUID().slice(0, 8));
    await next();
    c.header('x-request-id', c.get('request'));
  });
  app.use('/api/*', bearerAuth());
  app.route('/api', files);
  app.route('/api', publish);
  app.route('/api', status);
  app.notFound((c) => {
    throw new ProblemError('not_found', `There is no ${c.req.method} ${c.req.path} here`);
  });
  app.onError(answerProblem);
  return app;
}
