import type { MiddlewareHandler } from 'hono';
import { ProblemError } from '../../schema/problem.ts';
import type { ApiEnv } from './env.ts';

const HOW =
  'Set the secret ADMIN_TOKEN (in development: in admin/.dev.vars; deployed: `wrangler secret put ADMIN_TOKEN`) to at least 20 random characters.';

/** Lets a request on only with a bearer token that is ours. There is no default token. */
export function bearerAuth(): MiddlewareHandler<ApiEnv> {
  return async function bearerAuthMiddleware(c, next) {
    const token = c.env.ADMIN_TOKEN ?? '';
    if (token.length < 20)
      throw new ProblemError('unavailable', `No admin token is configured. ${HOW}`, { rule: 'no_token' });
    const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    if (given === undefined)
      throw new ProblemError('unauthorized', 'Send the header Authorization: Bearer <token>.');
    if (!(await sameSecret(given, token))) throw new ProblemError('unauthorized', 'This token is not valid.');
    c.set('author', 'operator');
    await next();
  };
}

/** Compares in a time that tells nothing of either: digests are of one length, whatever was given. */
async function sameSecret(given: string, wanted: string): Promise<boolean> {
  const digest = (text: string) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return crypto.subtle.timingSafeEqual(await digest(given), await digest(wanted));
}
