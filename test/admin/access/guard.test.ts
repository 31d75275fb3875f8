import { reset, SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAdmin } from '../../../admin/app.ts';
import { call } from '../api.ts';

beforeEach(() => reset());
afterEach(() => vi.restoreAllMocks());

describe('who guesses', () => {
  const guess = (address: string, n: number) =>
    SELF.fetch('https://admin.test/api/status', {
      headers: { authorization: `Bearer mns_${n}`, 'cf-connecting-ip': address },
    });

  test('is slowed down by address, and noted in bounded number', async () => {
    // The platform counts by the minute: one may end while this runs, and then the count begins again once.
    let tries = 0;
    let late = await guess('203.0.113.1', tries);
    for (; late.status === 401 && tries < 70; tries++) late = await guess('203.0.113.1', tries);
    expect(late.status).toBe(429);
    expect(tries).toBeGreaterThanOrEqual(30);
    expect(late.headers.get('retry-after')).toBe('60');
    expect(await late.json()).toMatchObject({ code: 'rate_limited', limit: 30, retryAfter: 60 });
    expect((await guess('203.0.113.2', 0)).status).toBe(401);
    const { entries } = (await call('GET', '/audit?limit=500')).body;
    expect(entries).toHaveLength(20);
    expect(entries[0]).toMatchObject({ action: 'refused', author: '' });
  });

  test('does not lock out whom we know', async () => {
    const { secret } = (await call('POST', '/tokens', { name: 'CI', scopes: ['read'] })).body;
    const known = () =>
      SELF.fetch('https://admin.test/api/status', {
        headers: { authorization: `Bearer ${secret}`, 'cf-connecting-ip': '203.0.113.3' },
      });
    expect((await known()).status).toBe(200);
    for (let n = 0; n < 35; n++) await guess('203.0.113.3', n);
    expect((await known()).status).toBe(200);
    expect((await call('GET', '/status', null, { 'cf-connecting-ip': '203.0.113.3' })).status).toBe(200);
  });
});

describe('Cloudflare Access', () => {
  const issuer = 'https://team.cloudflareaccess.com';
  const audience = 'aud-tag';
  const access = { ...env, ACCESS_ISSUER: issuer, ACCESS_AUDIENCE: audience, ACCESS_SCOPES: 'read,write' };

  async function setUp() {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' };
    // Stands for Cloudflare's certificates endpoint, which is not ours.
    const certs = vi
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async () => new Response(JSON.stringify({ keys: [jwk] })));
    const sign = (claims: object, aud = audience, expires = '1h', iss = issuer) =>
      new SignJWT({ email: 'ada@example.com', ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'k' })
        .setIssuer(iss)
        .setAudience(aud)
        .setExpirationTime(expires)
        .sign(privateKey);
    return { certs, sign };
  }

  const ask = (jwt: string, headers: Record<string, string> = {}, bindings: object = access) =>
    createAdmin().request(
      'https://admin.test/api/session',
      { headers: { 'cf-access-jwt-assertion': jwt, ...headers } },
      bindings,
    );
  const own = { origin: 'https://admin.test' };

  test('lets people in whom it vouches for, with the scopes that the operator gave', async () => {
    const { sign, certs } = await setUp();
    const jwt = await sign({});
    const response = await ask(jwt, own);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      name: 'ada@example.com',
      kind: 'access',
      scopes: ['read', 'write'],
    });
    expect(String(certs.mock.calls[0]?.[0])).toBe(`${issuer}/cdn-cgi/access/certs`);
    expect((await ask(jwt)).status).toBe(403);
    expect((await ask(jwt, { origin: 'https://site.test' })).status).toBe(403);
    // Keys are kept.
    expect(certs).toHaveBeenCalledTimes(1);
    // A service sends no cookie of its own accord, so it needs no Origin.
    expect((await ask(await sign({ common_name: 'ci.access' }))).status).toBe(200);

    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ email: 'eve@example.com' })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime('1h')
      .sign(privateKey);
    const none = `${btoa('{"alg":"none"}')}.${btoa('{"email":"eve@example.com"}')}.`.replaceAll('=', '');
    const wrong = [
      forged,
      none,
      'x',
      await sign({}, 'another application'),
      await sign({}, audience, '-1h'),
      await sign({}, audience, '1h', 'https://evil.example'),
    ];
    for (const given of wrong) expect((await ask(given, own)).status).toBe(401);
  });

  test('is not believed where it is not configured', async () => {
    const { sign } = await setUp();
    expect((await ask(await sign({}), own, env)).status).toBe(401);
  });
});
