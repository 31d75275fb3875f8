import { ProblemError } from '../../schema/problem.ts';
import type { AdminBindings } from './env.ts';

/** Secrets (their hashes) that were good in this isolate: their owners are not counted as guessing. */
const seen = new Set<string>();
const SEEN = 1_000;

/**
 * Asks `check` about a secret, unless its sender has tried too many that were not known here: then it is refused before
 * it costs a request of the Durable Object. What was good is asked again each time, so revoking works at once.
 */
export async function slowDown<T>(
  request: Request,
  env: AdminBindings,
  hash: string,
  check: () => Promise<T | null>,
): Promise<T | null> {
  if (!seen.has(hash)) await count(request, env);
  const found = await check();
  if (found === null) seen.delete(hash);
  else if (seen.size < SEEN) seen.add(hash);
  return found;
}

async function count(request: Request, env: AdminBindings): Promise<void> {
  if (!env.BAD_TOKENS) return;
  const key = request.headers.get('cf-connecting-ip') ?? 'unknown';
  const { success } = await env.BAD_TOKENS.limit({ key });
  if (success) return;
  throw new ProblemError('rate_limited', 'Too many tries to sign in from your address. Wait a minute.', {
    rule: 'sign_in_tries',
    limit: TRIES,
    retryAfter: 60,
  });
}

/** Tries a minute and address; the binding in admin/wrangler.toml says the same. */
const TRIES = 30;
