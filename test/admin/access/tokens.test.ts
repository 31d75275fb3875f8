import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { call, put } from '../api.ts';

beforeEach(() => reset());

const as = (secret: string) => ({ authorization: `Bearer ${secret}` });

async function make(body: object): Promise<{ id: string; secret: string }> {
  const { status, body: made } = await call('POST', '/tokens', body);
  expect(status).toBe(201);
  return { id: made.token.id, secret: made.secret };
}

describe('tokens', () => {
  test('are shown once, listed without their secret, name the author, and stop working when revoked', async () => {
    const { id, secret } = await make({ name: 'CI', scopes: ['write'] });
    expect(secret).toMatch(/^mns_[\w-]{43}$/);
    const saved = await put('pages/index.liquid', 'x', as(secret));
    expect(saved.body.file.author).toBe('CI');
    const listed = await call('GET', '/tokens');
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    expect(listed.body.tokens).toMatchObject([
      { id, name: 'CI', author: 'operator', used: expect.any(Number) },
    ]);
    expect((await call('DELETE', `/tokens/${id}`)).status).toBe(204);
    expect((await put('pages/index.liquid', 'y', as(secret))).status).toBe(401);
    expect((await call('DELETE', `/tokens/${id}`)).status).toBe(404);
    const { entries } = (await call('GET', '/audit')).body;
    expect(entries.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['token.create', 'token.revoke', 'refused']),
    );
  });

  test('an unknown and a revoked token get the same answer', async () => {
    const { id, secret } = await make({ name: 'CI', scopes: ['read'] });
    await call('DELETE', `/tokens/${id}`);
    const answers = [];
    for (const given of [secret, 'mns_unknown', 'x'])
      answers.push((await call('GET', '/status', null, as(given))).body);
    for (const answer of answers) expect({ ...answer, request: '' }).toEqual({ ...answers[0], request: '' });
  });

  test('expire', async () => {
    expect((await call('POST', '/tokens', { name: 'a', scopes: ['read'], expires: 1 })).status).toBe(422);
    const status = async (expires: number) => {
      const { secret } = await make({ name: 'a', scopes: ['read'], expires });
      return async () => (await call('GET', '/status', null, as(secret))).status;
    };
    expect(await (await status(Date.now() + 3_600_000))()).toBe(200);
    const soon = await status(Date.now() + 2_000);
    await vi.waitFor(async () => expect(await soon()).toBe(401), { timeout: 10_000, interval: 100 });
  });

  test('with a prefix work below it only, and never on the site as a whole', async () => {
    await put('pages/index.liquid', 'x');
    await put('pages/blog/a.liquid', 'x');
    const { secret } = await make({ name: 'Blog', scopes: ['write', 'publish'], prefix: 'pages/blog/' });
    expect((await put('pages/blog/b.liquid', 'x', as(secret))).status).toBe(201);
    expect((await call('GET', '/files?prefix=pages/blog/', null, as(secret))).status).toBe(200);
    const refused = [
      await put('pages/index.liquid', 'y', as(secret)),
      await put('pages/blog/b.liquid?publish=1', 'y', as(secret)),
      await call('GET', '/files', null, as(secret)),
      await call('GET', '/files/pages/index.liquid', null, as(secret)),
      await call('POST', '/files/pages/blog/b.liquid/move', { to: 'pages/b.liquid' }, as(secret)),
      await call('POST', '/publish', {}, as(secret)),
      await call('POST', '/render', { url: '/' }, as(secret)),
    ];
    for (const { status, body } of refused)
      expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' });
  });

  test('with a prefix that is no folder move no smaller version of a picture that is not theirs', async () => {
    await put('assets/boat.jpg', 'x');
    await put('assets/boat-480w.webp', 'x');
    const { secret } = await make({ name: 'Boat', scopes: ['write'], prefix: 'assets/boat.' });
    const moved = await call('POST', '/files/assets/boat.jpg/move', { to: 'assets/boat.2.jpg' }, as(secret));
    expect([moved.status, moved.body.rule]).toEqual([403, 'prefix']);
    expect((await call('GET', '/files/assets/boat-480w.webp')).status).toBe(200);
  });

  test('end the sessions that they were traded for', async () => {
    const { id, secret } = await make({ name: 'Ada', scopes: ['read'] });
    const begun = await call('POST', '/session', null, as(secret));
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
    const me = () =>
      call('GET', '/session', null, { authorization: '', cookie, origin: 'http://admin.test' });
    expect((await me()).body).toMatchObject({ name: 'Ada', kind: 'session', scopes: ['read'] });
    await call('DELETE', `/tokens/${id}`);
    expect((await me()).status).toBe(401);
  });
});
