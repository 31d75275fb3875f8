import { reset, SELF } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { EACH, UNREAD } from '../../../admin/store/events.ts';
import { call, put, TOKEN } from '../api.ts';

beforeEach(() => reset());

interface Listener {
  readonly socket: WebSocket;
  /** The next message of a type; messages before it are passed over. */
  next(type: string): Promise<Record<string, unknown>>;
  readonly closed: Promise<number>;
}

function listen(socket: WebSocket): Listener {
  const heard: Record<string, unknown>[] = [];
  let wake = () => {};
  socket.addEventListener('message', ({ data }) => {
    if (data === 'pong') return;
    heard.push(JSON.parse(String(data)));
    wake();
  });
  const closed = new Promise<number>((resolve) =>
    socket.addEventListener('close', ({ code }) => resolve(code)),
  );
  socket.accept();
  const next = async (type: string) => {
    for (;;) {
      const found = heard.shift();
      if (found?.type === type) return found;
      if (!found)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  };
  return { socket, next, closed };
}

async function connect(
  headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` },
): Promise<Listener> {
  const response = await SELF.fetch('https://admin.test/api/events', {
    headers: { upgrade: 'websocket', ...headers },
  });
  if (!response.webSocket) throw new Error(`no WebSocket: ${response.status}`);
  return listen(response.webSocket);
}

describe('events', () => {
  test('tell of saves and publishes', async () => {
    const { next, socket } = await connect();
    await put('pages/index.liquid', 'x');
    expect(await next('saved')).toMatchObject({
      author: 'operator',
      paths: ['pages/index.liquid'],
      draft: '"d1"',
    });
    const { id } = (await call('POST', '/publish')).body;
    expect(await next('release')).toMatchObject({ release: { id, version: 1 } });
    expect(await next('live')).toEqual({ type: 'live', release: id });
    socket.close();
  });

  test('tell who has which file open, and who left', async () => {
    const one = await connect();
    expect((await one.next('people')).people).toMatchObject([{ name: 'operator', path: null }]);
    const { secret } = (await call('POST', '/tokens', { name: 'Ada', scopes: ['read'] })).body;
    const two = await connect({ authorization: `Bearer ${secret}` });
    expect((await one.next('people')).people).toMatchObject([{ name: 'Ada' }, { name: 'operator' }]);
    for (const nonsense of ['{', '[]', '{"type":"open"}', '{"type":"open","path":7}', 'x'.repeat(5_000)])
      two.socket.send(nonsense);
    two.socket.send('{"type":"open","path":"pages/index.liquid"}');
    expect((await one.next('people')).people).toMatchObject([
      { name: 'Ada', path: 'pages/index.liquid' },
      { path: null },
    ]);
    two.socket.close();
    expect((await one.next('people')).people).toHaveLength(1);
    one.socket.close();
  });

  test('are not opened for a token that was revoked while they were', async () => {
    const { token } = (await call('POST', '/tokens', { name: 'Ada', scopes: ['read'] })).body;
    const stub = env.SITE_OBJECT.getByName('main');
    // As the API asks it once it has found out who calls.
    const ask = () =>
      stub.fetch('https://site.internal/author', {
        headers: { upgrade: 'websocket', 'x-who': `token:${token.id}`, 'x-name': 'Ada' },
      });
    (await ask()).webSocket?.accept();
    await call('DELETE', `/tokens/${token.id}`);
    expect((await ask()).status).toBe(401);
  });

  test('end when their token expires, without anybody asking', async () => {
    const expires = Date.now() + 3_000;
    const { secret } = (await call('POST', '/tokens', { name: 'Ada', scopes: ['read'], expires })).body;
    const { closed } = await connect({ authorization: `Bearer ${secret}` });
    const begun = await SELF.fetch('https://admin.test/api/session', {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
    });
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
    const ofSession = await connect({ cookie, origin: 'https://admin.test' });
    expect(await closed).toBe(4401);
    expect(await ofSession.closed).toBe(4401);
  });

  test('end when their session is signed out, and those of other sessions do not', async () => {
    const begin = async () => {
      const { headers } = await SELF.fetch('https://admin.test/api/session', {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      return { cookie: headers.get('set-cookie')?.split(';')[0] ?? '', origin: 'https://admin.test' };
    };
    const [mine, other] = [await begin(), await begin()];
    const [here, there, byToken] = [await connect(mine), await connect(other), await connect()];
    const ended: string[] = [];
    void there.closed.then(() => ended.push('other session'));
    void byToken.closed.then(() => ended.push('token'));
    const out = await SELF.fetch('https://admin.test/api/session', { method: 'DELETE', headers: mine });
    expect(out.status).toBe(204);
    expect(await here.closed).toBe(4401);
    await put('pages/index.liquid', 'x');
    await there.next('saved');
    expect(ended).toEqual([]);
    // As the API asks once it has found out who calls, when the session is ended meanwhile.
    const stub = env.SITE_OBJECT.getByName('main');
    const headers = {
      upgrade: 'websocket',
      'x-who': 'operator',
      'x-name': 'x',
      'x-session': 'no such session',
    };
    expect((await stub.fetch('https://site.internal/author', { headers })).status).toBe(401);
    for (const { socket } of [there, byToken]) socket.close();
  });

  test('end when a client is sent a megabyte without a word from it', async () => {
    const silent = await connect();
    const talks = await connect();
    const files = Array.from({ length: 100 }, (_, at) => `pages/${'p'.repeat(230)}${at}.liquid`);
    const timer = setInterval(() => talks.socket.send('ping'), 5);
    let ended = false;
    void talks.closed.then(() => {
      ended = true;
    });
    // A save tells of at most a hundred paths: 25 KB.
    for (let n = 0; n < 1 + UNREAD / 24_000; n++)
      await call('POST', '/batch', { edits: files.map((path) => ({ path, text: `${n}` })) });
    expect(await silent.closed).toBe(1013);
    expect(ended).toBe(false);
    clearInterval(timer);
    talks.socket.close();
  }, 60_000);

  test('are bounded for one author: the others still connect', async () => {
    const { secret } = (await call('POST', '/tokens', { name: 'Ada', scopes: ['read'] })).body;
    const ada = { authorization: `Bearer ${secret}` };
    const all = await Promise.all(Array.from({ length: EACH.author }, () => connect(ada)));
    await expect(connect(ada)).rejects.toThrow('429');
    all[0]?.socket.close();
    const other = await connect();
    await vi.waitFor(async () => (await connect(ada)).socket.close());
    for (const { socket } of [...all, other]) socket.close();
  });

  test('tell of many changes of who is there with few messages', async () => {
    const one = await connect();
    const two = await connect();
    let messages = 0;
    let seen: unknown;
    one.socket.addEventListener('message', ({ data }) => {
      messages += 1;
      seen = JSON.parse(String(data));
    });
    for (let n = 0; n < 20; n++) two.socket.send(`{"type":"open","path":"pages/${n}.liquid"}`);
    await vi.waitFor(() => expect(JSON.stringify(seen)).toContain('pages/19.liquid'), { timeout: 30_000 });
    expect(messages).toBeLessThanOrEqual(4);
    one.socket.close();
    two.socket.close();
  });

  test.each([
    ['too many messages', 1008, (socket: WebSocket) => Array.from({ length: 40 }, () => socket.send('{}'))],
    ['a message that is too long', 1009, (socket: WebSocket) => socket.send('x'.repeat(20_000))],
  ])('end after %s', async (_, code, say) => {
    const { socket, closed } = await connect();
    say(socket);
    expect(await closed).toBe(code);
  });

  test('end when their token is revoked', async () => {
    const { token, secret } = (await call('POST', '/tokens', { name: 'Ada', scopes: ['read'] })).body;
    const { closed } = await connect({ authorization: `Bearer ${secret}` });
    await call('DELETE', `/tokens/${token.id}`);
    expect(await closed).toBe(4401);
  });

  test('are refused to a plain GET, to nobody, and to a cookie from elsewhere', async () => {
    expect((await call('GET', '/events')).body).toMatchObject({ code: 'invalid', rule: 'upgrade' });
    await expect(connect({})).rejects.toThrow('401');
    const begun = await SELF.fetch('https://admin.test/api/session', {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
    await expect(connect({ cookie })).rejects.toThrow('403');
    await expect(connect({ cookie, origin: 'https://site.test' })).rejects.toThrow('403');
    (await connect({ cookie, origin: 'https://admin.test' })).socket.close();
  });
});
