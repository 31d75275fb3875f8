import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { Identity } from '../../../schema/api/core.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import { SCOPES, type Scope } from '../../../schema/api/scopes.ts';
import type { AdminBindings } from '../env.ts';
import { checkOrigin } from './origin.ts';

type Keys = ReturnType<typeof createRemoteJWKSet>;
/** Access's public keys by issuer, kept and renewed by jose. */
const keys = new Map<string, Keys>();

/**
 * The identity of a person whom Cloudflare Access let through; undefined when Access is not configured or not in front.
 * ACCESS_SCOPES says what such people may do.
 */
export async function byAccess(
  request: Request,
  url: URL,
  env: AdminBindings,
): Promise<Identity | undefined> {
  const { ACCESS_ISSUER: issuer, ACCESS_AUDIENCE: audience } = env;
  const jwt = request.headers.get('cf-access-jwt-assertion');
  if (!issuer || !audience || jwt === null) return undefined;
  const payload = await verify(jwt, issuer, audience);
  // A person's browser sends Access's cookie by itself, so their requests are checked as those with ours; a service's are not.
  const service = payload.common_name;
  if (typeof service !== 'string') checkOrigin(request, url);
  return {
    id: `access:${typeof service === 'string' ? `service:${service}` : `${payload.sub ?? payload.email}`}`,
    name: String(service ?? payload.email ?? payload.sub),
    kind: 'access',
    scopes: readScopes(env.ACCESS_SCOPES),
    prefix: null,
    expires: (payload.exp ?? 0) * 1_000,
  };
}

async function verify(jwt: string, issuer: string, audience: string): Promise<JWTPayload> {
  const set = keys.get(issuer) ?? createRemoteJWKSet(new URL('/cdn-cgi/access/certs', issuer));
  keys.set(issuer, set);
  try {
    const { payload } = await jwtVerify(jwt, set, { issuer, audience, requiredClaims: ['exp'] });
    return payload;
  } catch {
    throw new ProblemError('unauthorized', 'The Cloudflare Access token of this request is not valid.');
  }
}

function readScopes(listed = 'read,write,publish'): Scope[] {
  const wanted = listed.split(',').map((name) => name.trim());
  return SCOPES.filter((scope) => wanted.includes(scope));
}
