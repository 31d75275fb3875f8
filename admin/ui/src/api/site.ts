import type * as z from 'zod/mini';
import type { codeRequest } from '../../../../schema/api/core.ts';
import { call, callJson } from './client.ts';
import type { Identity, Published, Release, Status } from './types.ts';

export const readStatus = (): Promise<Status> => callJson('GET', '/status');

/** Trades a one-use code or a token for the session cookie. */
export function openSession(given: { code: string } | { token: string }): Promise<Identity> {
  const options = 'code' in given ? { body: given } : { headers: { authorization: `Bearer ${given.token}` } };
  return callJson('POST', '/session', options);
}

/** Signs out, here or in every browser. */
export const closeSession = (everywhere: boolean): Promise<Response> =>
  call('DELETE', `/session${everywhere ? '?everywhere=1' : ''}`);

export const whoAmI = (): Promise<Identity> => callJson('GET', '/session');

export const createSignInLink = (
  body: z.infer<typeof codeRequest> = {},
): Promise<{ url: string; expires: number }> => callJson('POST', '/sign-in-codes', { body });

/** Publishes the draft, or only some paths of it. The release that this returns may still be on its way: see its state. */
export const publishDraft = (
  message: string,
  expect: string | undefined,
  paths: readonly string[] | undefined,
): Promise<Published> => callJson('POST', '/publish', { body: { message, expect, ...(paths && { paths }) } });

/** Ends the publish of this release; visitors keep what they have. */
export const cancelPublish = (release: string): Promise<Release> =>
  callJson('DELETE', `/publish?release=${encodeURIComponent(release)}`);

export async function listReleases(): Promise<Release[]> {
  const { releases } = await callJson<{ releases: Release[] }>('GET', '/releases');
  return releases;
}

export const makeLive = (release: string): Promise<Status> => callJson('PUT', '/live', { body: { release } });
