import type { Identity } from '../../../schema/api/core.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import { SCOPES } from '../../../schema/api/scopes.ts';
import { OPERATOR_ID } from '../../store/access.ts';
import { type AdminBindings, siteObject } from '../env.ts';
import { byAccess } from './access-jwt.ts';
import { readCookie } from './cookie.ts';
import { checkOrigin } from './origin.ts';
import { slowDown } from './rate-limit.ts';
import { hashSecret, sameSecret } from './secret.ts';

const HOW =
  'Set the secret ADMIN_TOKEN (in development: in admin/.dev.vars; deployed: `wrangler secret put ADMIN_TOKEN`) to at least 20 random characters.';

const OPERATOR: Identity = {
  id: OPERATOR_ID,
  name: 'operator',
  kind: 'operator',
  scopes: SCOPES,
  prefix: null,
  expires: null,
};

/** Who calls, and the id of the token where it is one. */
export interface Caller {
  readonly who: Identity;
  readonly token: string | null;
}

/**
 * Finds out who calls: by bearer token, else by Cloudflare Access, else by session cookie. Throws when nobody is
 * signed in, in the same words whatever is wrong with the proof. There is no default token.
 */
export async function identify(request: Request, url: URL, env: AdminBindings): Promise<Caller> {
  if ((env.ADMIN_TOKEN ?? '').length < 20)
    throw new ProblemError('unavailable', `No admin token is configured. ${HOW}`, { rule: 'no_token' });
  if (request.headers.has('authorization')) return byBearer(request, env);
  const person = await byAccess(request, url, env);
  const who = person ?? (await byCookie(request, url, env));
  return { who, token: null };
}

async function byBearer(request: Request, env: AdminBindings): Promise<Caller> {
  const given = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (given === undefined) throw unauthorized();
  if (await sameSecret(given, env.ADMIN_TOKEN ?? '')) return { who: OPERATOR, token: null };
  const hash = await hashSecret(given);
  const found = await slowDown(request, env, () => siteObject(env).access().byToken(hash));
  if (!found) throw unauthorized();
  return found;
}

async function byCookie(request: Request, url: URL, env: AdminBindings): Promise<Identity> {
  const given = readCookie(request, url);
  if (given === undefined) throw unauthorized();
  checkOrigin(request, url);
  const hash = await hashSecret(given);
  const found = await slowDown(request, env, async () =>
    siteObject(env)
      .access()
      .bySession(hash, await operatorMark(env)),
  );
  if (!found) throw unauthorized();
  return found;
}

/**
 * What ties the operator's sessions to the secret that they were begun with: when it leaks, changing it ends them.
 * Tells nothing of the secret, which is random.
 */
export async function operatorMark(env: AdminBindings): Promise<string> {
  return `operator:${(await hashSecret(env.ADMIN_TOKEN ?? '')).slice(0, 16)}`;
}

export function unauthorized(): ProblemError {
  return new ProblemError(
    'unauthorized',
    'Sign in, or send the header Authorization: Bearer <token> with a token that is valid.',
  );
}
