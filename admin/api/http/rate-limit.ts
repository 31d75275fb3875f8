import { ProblemError } from '../../../schema/api/problem.ts';
import type { AdminBindings } from '../env.ts';

/**
 * Asks `check` about a secret, and counts it against the sender's address when it is wrong: who sends too many of
 * those has to wait. A right one gets in however many wrong ones came from its address, which many people may share.
 * The other limits are where the work is: renders under way in store/renders, open event streams in resources/events.
 */
export async function slowDown<T>(
  request: Request,
  env: AdminBindings,
  check: () => Promise<T | null>,
): Promise<T | null> {
  const found = await check();
  if (found === null) await count(request, env);
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
