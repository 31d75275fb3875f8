import { ProblemError } from '../../../schema/api/problem.ts';
import { tokenListResponse, tokenMadeResponse, tokenRequest } from '../../../schema/api/tokens.ts';
import { readGrant } from '../http/grant.ts';
import { hashSecret, newSecret } from '../http/secret.ts';
import { operation } from '../operation.ts';

/** Tokens for scripts and colleagues. */
export const tokens = [
  operation({
    id: 'listTokens',
    method: 'GET',
    path: '/tokens',
    scope: 'admin',
    roles: ['owner'],
    summary: 'List tokens; their secrets are nowhere',
    response: tokenListResponse,
    run: async ({ site }) => ({ body: { tokens: await site.access().tokens() } }),
  }),
  operation({
    id: 'createToken',
    method: 'POST',
    path: '/tokens',
    scope: 'admin',
    roles: ['owner'],
    summary: 'Make a token; its secret is in this response and never again',
    body: tokenRequest,
    response: tokenMadeResponse,
    statuses: [201],
    async run({ site, body, who }) {
      const { name, prefix = null, expires = null } = body;
      const given = readGrant(body, who);
      if (expires !== null && expires <= Date.now())
        throw new ProblemError('invalid', `expires: ${new Date(expires).toISOString()} is past`, {
          field: 'expires',
        });
      const secret = newSecret('token');
      const id = crypto.randomUUID().slice(0, 8);
      const grant = { id, name, ...given, prefix: prefix || null, author: who.name, expires };
      const token = await site.access().addToken(await hashSecret(secret), grant);
      return { body: { token, secret } };
    },
  }),
  operation({
    id: 'revokeToken',
    method: 'DELETE',
    path: '/tokens/{id}',
    scope: 'admin',
    roles: ['owner'],
    summary: 'Revoke a token and the sessions it was traded for, at once',
    async run({ site, params, who }) {
      if (await site.access().revokeToken(params.id ?? '', who.name)) return {};
      throw new ProblemError('not_found', `There is no token ${params.id}`);
    },
  }),
];
