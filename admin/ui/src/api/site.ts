import { call, callJson } from './client.ts';
import type { Release, Status } from './types.ts';

export const readStatus = (): Promise<Status> => callJson('GET', '/status');

/** Trades a one-use code or a token for the session cookie. */
export async function openSession(given: { code: string } | { token: string }): Promise<void> {
  const options = 'code' in given ? { body: given } : { headers: { authorization: `Bearer ${given.token}` } };
  await call('POST', '/session', options);
}

export const closeSession = (): Promise<Response> => call('DELETE', '/session');

export const publishDraft = (message: string, expect: string): Promise<Release> =>
  callJson('POST', '/publish', { body: { message, expect } });

export async function listReleases(): Promise<Release[]> {
  const { releases } = await callJson<{ releases: Release[] }>('GET', '/releases');
  return releases;
}

export const makeLive = (release: string): Promise<Status> => callJson('PUT', '/live', { body: { release } });
