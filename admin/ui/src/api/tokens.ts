import type * as z from 'zod/mini';
import type { tokenListResponse, tokenMadeResponse, tokenRequest } from '../../../../schema/api/tokens.ts';
import { call, callJson } from './client.ts';

export type Token = z.infer<typeof tokenListResponse>['tokens'][number];
export type TokenRequest = z.infer<typeof tokenRequest>;

export async function listTokens(): Promise<readonly Token[]> {
  const { tokens } = await callJson<z.infer<typeof tokenListResponse>>('GET', '/tokens');
  return tokens;
}

/** Makes a token. Its secret is in this response and nowhere else. */
export const createToken = (body: TokenRequest): Promise<z.infer<typeof tokenMadeResponse>> =>
  callJson('POST', '/tokens', { body });

export const revokeToken = (id: string): Promise<Response> =>
  call('DELETE', `/tokens/${encodeURIComponent(id)}`);
