import { ProblemError } from '../../../schema/api/problem.ts';
import { tokenListResponse, tokenMadeResponse, tokenRequest } from '../../../schema/api/tokens.ts';
import { covers } from '../../store/access.ts';
import { hashSecret, newSecret } from '../http/secret.ts';
import { operation } from '../operation.ts';

/** Tokens for scripts and colleagues. */
export const tokens = [
  operation({
    id: 'listTokens',
    method: 'GET',
    path: '/tokens',
    scope: 'admin',
    summary: 'List tokens; their secrets are nowhere',
    response: tokenListResponse,
    run: async ({ site }) => ({ body: { tokens: await site.access().tokens() } }),
  }),
  operation({
    id: 'createToken',
    method: 'POST',
    path: '/tokens',
    scope: 'admin',
    summary: 'Make a token; its secret is in this response and never again',
    body: tokenRequest,
    response: tokenMadeResponse,
    statuses: [201],
    async run({ site, body, who }) {
      const { name, scopes, prefix = null, expires = null } = body;
      if (!covers(who.scopes, scopes))
        throw new ProblemError(
          'forbidden',
          `${who.name} cannot give more scopes than ${who.scopes.join(', ')}`,
        );
      if (expires !== null && expires <= Date.now())
        throw new ProblemError('invalid', `expires: ${new Date(expires).toISOString()} is past`, {
          field: 'expires',
        });
      const secret = newSecret('token');
      const id = crypto.randomUUID().slice(0, 8);
      const grant = { id, name, scopes, prefix: prefix || null, author: who.name, expires };
      const token = await site.access().addToken(await hashSecret(secret), grant);
      return { body: { token, secret } };
    },
  }),
  operation({
    id: 'revokeToken',
    method: 'DELETE',
    path: '/tokens/{id}',
    scope: 'admin',
    summary: 'Revoke a token and the sessions it was traded for, at once',
    async run({ site, params, who }) {
      if (await site.access().revokeToken(params.id ?? '', who.name)) return {};
      throw new ProblemError('not_found', `There is no token ${params.id}`);
    },
  }),
];
