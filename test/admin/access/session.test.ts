import { reset, SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { createAdmin } from '../../../admin/app.ts';
import { call, TOKEN } from '../api.ts';

beforeEach(() => reset());

const HOME = 'https://admin.test';

/** A request as a browser with this cookie sends it from a page of `origin`. */
function browse(method: string, path: string, cookie: string, headers: Record<string, string> = {}) {
  return SELF.fetch(`${HOME}/api${path}`, { method, headers: { cookie, ...headers } });
}

const own = { origin: HOME };

async function signIn(init: RequestInit = { headers: { authorization: `Bearer ${TOKEN}` } }) {
  const response = await SELF.fetch(`${HOME}/api/session`, { method: 'POST', ...init });
  const set = response.headers.get('set-cookie') ?? '';
  return { status: response.status, body: await response.json(), set, cookie: set.split(';')[0] ?? '' };
}

describe('a session', () => {
  test('is begun with a token, kept in a cookie no script reads, and ended', async () => {
    const { status, body, set, cookie } = await signIn();
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'operator', kind: 'session', prefix: null });
    expect(set).toMatch(
      /^__Host-meniscus=mns_session_[\w-]{43}; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Strict; Secure$/,
    );
    const me = await browse('GET', '/session', cookie, own);
    expect(await me.json()).toMatchObject({
      name: 'operator',
      scopes: ['read', 'write', 'publish', 'admin'],
    });
    const end = await browse('DELETE', '/session', cookie, own);
    expect(end.status).toBe(204);
    expect(end.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await browse('GET', '/session', cookie, own)).status).toBe(401);
  });

  test('on plain http, which is development, has a cookie that every browser takes there', async () => {
    const response = await SELF.fetch('http://admin.test/api/session', {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(response.headers.get('set-cookie')).toMatch(/^meniscus=[^;]+; .*SameSite=Strict$/);
  });

  test('is begun with a code, which works once', async () => {
    const made = await call('POST', '/sign-in-codes', { name: 'Ada', scopes: ['read', 'write'] });
    expect(made.status).toBe(201);
    expect(made.body.url).toBe(`http://admin.test/#sign-in=${made.body.code}`);
    const body = JSON.stringify({ code: made.body.code });
    const first = await signIn({ body });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ name: 'Ada', scopes: ['read', 'write'] });
    expect((await signIn({ body })).status).toBe(401);
  });

  test('is not begun without proof, or with a wrong one', async () => {
    for (const init of [
      {},
      { headers: { authorization: 'Bearer nonsense' } },
      { body: JSON.stringify({ code: 'mns_code_x' }) },
    ]) {
      const { status, body, set } = await signIn(init);
      expect({ status, set }).toEqual({ status: 401, set: '' });
      expect(body).toMatchObject({ code: 'unauthorized' });
    }
  });

  test('is not begun for a page of another origin', async () => {
    const authorization = `Bearer ${TOKEN}`;
    const { status, set } = await signIn({ headers: { authorization, origin: 'https://site.test' } });
    expect({ status, set }).toEqual({ status: 403, set: '' });
  });

  test('signing out everywhere ends the others of the same name only', async () => {
    const here = await signIn();
    const there = await signIn();
    const { code } = (await call('POST', '/sign-in-codes', { name: 'Ada' })).body;
    const ada = await signIn({ body: JSON.stringify({ code }) });
    expect((await browse('DELETE', '/session?everywhere=1', here.cookie, own)).status).toBe(204);
    for (const [{ cookie }, status] of [
      [here, 401],
      [there, 401],
      [ada, 200],
    ] as const)
      expect((await browse('GET', '/session', cookie, own)).status).toBe(status);
  });
});

test("the operator's sessions end when ADMIN_TOKEN is changed", async () => {
  const byToken = await signIn();
  const { code } = (await call('POST', '/sign-in-codes')).body;
  const byCode = await signIn({ body: JSON.stringify({ code }) });
  for (const { cookie } of [byToken, byCode]) {
    const ask = (bindings: object) =>
      createAdmin().request(`${HOME}/api/session`, { headers: { cookie, ...own } }, bindings);
    expect((await ask(env)).status).toBe(200);
    expect((await ask({ ...env, ADMIN_TOKEN: 'another-token-of-the-operator' })).status).toBe(401);
  }
});

test("nobody else gets the operator's name", async () => {
  expect((await call('POST', '/tokens', { name: 'operator', scopes: ['admin'] })).status).toBe(422);
  const { secret } = (await call('POST', '/tokens', { name: 'A', scopes: ['admin'] })).body;
  const as = { authorization: `Bearer ${secret}` };
  expect((await call('POST', '/sign-in-codes', { name: 'operator' }, as)).status).toBe(422);
});

describe('a cookie counts only with the right Origin', () => {
  test.each([
    ['GET', own, 200],
    ['GET', { 'sec-fetch-site': 'same-origin' }, 200],
    ['GET', { 'sec-fetch-site': 'none' }, 200],
    ['GET', { 'sec-fetch-site': 'same-site' }, 403],
    ['GET', {}, 403],
    ['GET', { origin: 'https://site.test' }, 403],
    ['GET', { origin: 'http://admin.test' }, 403],
    ['GET', { origin: 'https://admin.test:444' }, 403],
    ['GET', { origin: 'null', 'sec-fetch-site': 'same-origin' }, 403],
    ['GET', { upgrade: 'websocket', 'sec-fetch-site': 'same-origin' }, 403],
    ['DELETE', own, 204],
    ['DELETE', { 'sec-fetch-site': 'same-origin' }, 403],
    ['DELETE', {}, 403],
    ['DELETE', { origin: 'https://site.m.test' }, 403],
  ] as [string, Record<string, string>, number][])('%s with %j: %i', async (method, headers, status) => {
    const { cookie } = await signIn();
    const response = await browse(method, '/session', cookie, headers);
    expect(response.status).toBe(status);
    if (status === 403) expect(await response.json()).toMatchObject({ code: 'forbidden', rule: 'origin' });
  });
});
