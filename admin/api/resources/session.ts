import type * as z from 'zod/mini';
import {
  codeRequest,
  codeResponse,
  endSessionQuery,
  type Identity,
  sessionRequest,
  sessionResponse,
} from '../../../schema/api/core.ts';
import { ProblemError } from '../../../schema/api/problem.ts';
import { type Grant, OPERATOR_ID } from '../../store/access.ts';
import { identify, operatorMark } from '../http/auth.ts';
import { readCookie, writeCookie } from '../http/cookie.ts';
import { type Given, readGrant } from '../http/grant.ts';
import { checkNoForeignOrigin } from '../http/origin.ts';
import { slowDown } from '../http/rate-limit.ts';
import { mayOf } from '../http/role.ts';
import { hashSecret, newSecret } from '../http/secret.ts';
import { type Call, operation } from '../operation.ts';

/** Signing in and out of the web UI. */
export const session = [
  operation({
    id: 'getSession',
    method: 'GET',
    path: '/session',
    scope: 'self',
    summary: 'Who am I, and what may I do',
    response: sessionResponse,
    run: async ({ who }) => ({ body: { ...who, may: mayOf(who) } }),
  }),
  operation({
    id: 'beginSession',
    method: 'POST',
    path: '/session',
    scope: 'anyone',
    summary: 'Sign in: trade a token or a one-use code for a session cookie',
    about: 'Send the token in Authorization, or the code in the body.',
    body: sessionRequest,
    response: sessionResponse,
    statuses: [201],
    async run(call) {
      checkNoForeignOrigin(call.request, call.url);
      const given = await granted(call, call.body.code);
      const grant = given.id === OPERATOR_ID ? { ...given, token: await operatorMark(call.env) } : given;
      const secret = newSecret('session');
      const who = await call.site.access().beginSession(await hashSecret(secret), grant);
      return { body: { ...who, may: mayOf(who) }, headers: { 'set-cookie': writeCookie(call.url, secret) } };
    },
  }),
  operation({
    id: 'endSession',
    method: 'DELETE',
    path: '/session',
    scope: 'self',
    summary: 'Sign out, here or everywhere',
    query: endSessionQuery,
    async run({ site, request, url, query, who }) {
      const secret = readCookie(request, url);
      if (query.everywhere === '1') await site.access().endSessionsOf(who);
      else if (secret !== undefined) await site.access().endSession(await hashSecret(secret));
      return { headers: { 'set-cookie': writeCookie(url, '') } };
    },
  }),
  operation({
    id: 'createSignInCode',
    method: 'POST',
    path: '/sign-in-codes',
    scope: 'admin',
    roles: ['owner'],
    summary: 'Make a one-use sign-in code, good for ten minutes',
    body: codeRequest,
    response: codeResponse,
    statuses: [201],
    async run({ site, url, body, who }) {
      const { name } = body;
      const given = linkGrant(body, who);
      const code = newSecret('code');
      // Whoever gets a name is someone of their own, also where another is called the same.
      const person = name === undefined ? who : { id: `person:${crypto.randomUUID()}`, name };
      const grant = { id: person.id, name: person.name, ...given, prefix: who.prefix };
      const expires = await site.access().addCode(await hashSecret(code), grant, who.name);
      return { body: { code, url: `${url.origin}/#sign-in=${code}`, expires } };
    },
  }),
];

/**
 * What a sign-in link carries. A role is what somebody else is to the site: under the caller's own name, what they do would be the
 * caller's.
 */
function linkGrant(body: z.infer<typeof codeRequest>, who: Identity): Given {
  const { name, role, scopes } = body;
  if (role !== undefined && name === undefined)
    throw new ProblemError(
      'invalid',
      'name: say who will sign in with it; a link with a role is for somebody else',
      {
        field: 'name',
      },
    );
  if (role || scopes || body.prefixes?.length) return readGrant(body, who);
  // As the caller is: an owner's other browser is an owner's too.
  const isOwn = name === undefined;
  return {
    role: isOwn ? (who.role ?? null) : null,
    scopes: who.scopes,
    prefixes: isOwn ? (who.prefixes ?? []) : [],
  };
}

async function granted({ request, url, env, site }: Call, code: string | undefined): Promise<Grant> {
  if (code === undefined) {
    const { who, token } = await identify(request, url, env);
    if (who.kind === 'session') throw new ProblemError('conflict', `You are signed in as ${who.name}`);
    const { id, name, scopes, prefix, role, prefixes } = who;
    return { id, name, scopes, prefix, role, prefixes, token };
  }
  const hash = await hashSecret(code);
  const grant = await slowDown(request, env, () => site.access().takeCode(hash));
  if (!grant)
    throw new ProblemError('unauthorized', 'This sign-in code is not valid (any more). Ask for another.');
  return grant;
}
