import type { Context } from 'hono';
import { ProblemError } from '../../../schema/api/problem.ts';
import { sha256 } from '../../../site/hash.ts';
import { unwrap } from '../../store/outcome.ts';
import type { ApiEnv } from '../env.ts';
import type { Call } from '../operation.ts';
import { isOverloaded } from './problem.ts';

const NAME = 'idempotency-key';

/**
 * Runs `work` once for each Idempotency-Key of a caller. A retry gets the first call's response; while that is under way,
 * or when nobody knows how it ended, a 409. Without the header, work is simply done.
 */
export async function once(c: Context<ApiEnv>, call: Call, work: () => Promise<Response>): Promise<Response> {
  const key = c.req.header(NAME);
  if (key === undefined) return work();
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new ProblemError('invalid', `${NAME} has 1 to 200 printable ASCII characters`, { field: NAME });
  const name = await sha256(`${call.who.id}\n${key}`);
  const request = await sha256(
    `${c.req.method} ${call.url.pathname}${call.url.search}\n${await sha256(call.bytes)}`,
  );
  const before = unwrap(await call.site.idempotency().begin(name, request));
  if (before) return replay(before);
  const done = finish(call, name, work);
  // The response may get lost when the caller goes away; what it was must not.
  call.later(done.catch(() => undefined));
  return done;
}

async function finish(call: Call, name: string, work: () => Promise<Response>): Promise<Response> {
  try {
    const response = await work();
    await call.site.idempotency().end(name, response.status, await response.clone().text());
    return response;
  } catch (error) {
    // Refused, or not taken on, so nothing was done: the same key may try again. After anything else nobody knows what was done: a
    // publish may go on without us, and a second one would take what others have saved since.
    if (error instanceof ProblemError || isOverloaded(error)) await call.site.idempotency().forget(name);
    throw error;
  }
}

function replay({ status, body }: { status: number; body: string }): Response {
  return new Response(body || null, {
    status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'idempotency-replayed': 'true',
    },
  });
}
