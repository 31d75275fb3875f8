import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { log } from '../../../release/log.ts';
import { PROBLEM_STATUS, type Problem, type ProblemCode, ProblemError } from '../../../schema/api/problem.ts';
import type { ApiEnv } from '../env.ts';

const TITLES: Readonly<Record<ProblemCode, string>> = {
  unauthorized: 'Sign in first',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  method_not_allowed: 'Not a method of this address',
  conflict: 'Something else is going on',
  precondition_failed: 'Changed by someone else',
  too_large: 'Over a limit',
  invalid: 'Not accepted',
  rate_limited: 'Too many requests',
  internal: 'Our fault',
  unavailable: 'Not available',
};

/** The response to any error, as RFC 9457 problem details. One that is not a ProblemError is our fault: it is logged, and its response has no details. */
export function problemResponse(error: Error, c: Context<ApiEnv>): Response {
  const problem = toProblem(error);
  if (problem.code === 'internal') {
    log('error', { request: c.get('request'), path: c.req.path, message: error.message, stack: error.stack });
  }
  const body: Problem = {
    type: `about:blank#${problem.code}`,
    title: TITLES[problem.code],
    status: PROBLEM_STATUS[problem.code],
    code: problem.code,
    detail: problem.message,
    ...problem.more,
    request: c.get('request'),
  };
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  if (problem.more.etag) headers.set('etag', problem.more.etag);
  if (problem.more.allow) headers.set('allow', problem.more.allow.join(', '));
  if (problem.more.retryAfter) headers.set('retry-after', String(problem.more.retryAfter));
  if (problem.code === 'unauthorized') headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(body), { status: body.status, headers });
}

/**
 * Whether a Durable Object had too many calls to take one more, which it has not begun then:
 * https://developers.cloudflare.com/durable-objects/best-practices/error-handling/
 */
export const isOverloaded = (error: unknown): boolean =>
  error instanceof Error && 'overloaded' in error && error.overloaded === true;

function toProblem(error: Error): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof HTTPException && error.status === 413)
    return new ProblemError('too_large', error.message);
  if (error instanceof HTTPException && error.status < 500) return new ProblemError('invalid', error.message);
  if (isOverloaded(error))
    return new ProblemError(
      'unavailable',
      'This site has more to do than it can take on. Try again in a moment.',
      {
        retryAfter: 5,
      },
    );
  return new ProblemError(
    'internal',
    'Something went wrong here. It has been logged under the request id below.',
  );
}
