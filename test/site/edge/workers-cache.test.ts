import { expect, test } from 'vitest';
import { WorkersCache } from './workers-cache.ts';

/** What the documentation of the Workers Cache says, of the stand-in: see decision 202. */

const FRONT = { entrypoint: 'EdgePages', version: 'v1' };
const URL_A = 'https://a.test/x?a=1&b=2';

/** A cache in front of an entrypoint that counts how often it runs. */
function behind(headers: HeadersInit, status = 200, limit?: number) {
  const state = { now: 0, runs: 0, isBroken: false };
  const cache = new WorkersCache(() => state.now, limit);
  const run = async (request: Request) => {
    state.runs += 1;
    if (state.isBroken)
      return new Response('broken', { status: 500, headers: { 'cache-control': 'no-store' } });
    return new Response(`${request.method} ${state.runs} ${request.headers.get('range')}`, {
      status,
      headers,
    });
  };
  const ask = async (url = URL_A, init: RequestInit = {}, front = FRONT) => {
    const response = await cache.before(front, run)(new Request(url, init));
    return {
      said: response.headers.get('cf-cache-status'),
      status: response.status,
      text: await response.text(),
    };
  };
  return { state, ask, cache };
}

const KEPT = { 'cache-control': 'public, max-age=60, must-revalidate' };

test('keys have path, query, entrypoint and version; not the host, not the method', async () => {
  const { ask } = behind(KEPT);
  expect((await ask(URL_A, { method: 'HEAD' })).said).toBe('MISS');
  expect(await ask()).toEqual({ said: 'HIT', status: 200, text: 'GET 1 null' });
  expect((await ask('https://b.test/x?a=1&b=2')).said).toBe('HIT');
  for (const other of ['https://a.test/x?b=2&a=1', 'https://a.test/x/?a=1&b=2', 'https://a.test/x'])
    expect((await ask(other)).said).toBe('MISS');
  expect((await ask(URL_A, {}, { ...FRONT, version: 'v2' })).said).toBe('MISS');
  expect((await ask(URL_A, {}, { ...FRONT, entrypoint: 'Other' })).said).toBe('MISS');
  expect((await ask(URL_A, { headers: { 'x-forwarded-host': 'evil.test' } })).said).toBe('MISS');
});

test.each([
  [{ 'cache-control': 'no-store' }, 200],
  [{ 'cache-control': 'private, max-age=60' }, 200],
  [{ ...KEPT, 'set-cookie': 'a=1' }, 200],
  [{ ...KEPT, vary: '*' }, 200],
  [KEPT, 206],
  [KEPT, 522],
  [{}, 500],
])('%j with status %i is not kept', async (headers, status) => {
  const { ask, state } = behind(headers as Record<string, string>, status);
  expect([(await ask()).said, (await ask()).said, state.runs]).toEqual(['BYPASS', 'BYPASS', 2]);
});

test.each([
  [200, 7_199],
  [404, 179],
  [405, 59],
])('without Cache-Control, status %i is fresh for %i seconds', async (status, seconds) => {
  const { ask, state } = behind({}, status);
  await ask();
  state.now = 1_000 * seconds;
  expect((await ask()).said).toBe('HIT');
  state.now += 1_000;
  expect((await ask()).said).toBe('EXPIRED');
});

test('other methods run, and so does a request with Authorization for what is not for all', async () => {
  const { ask, state } = behind({ 'cache-control': 'max-age=60' });
  await ask(URL_A, { method: 'POST' });
  await ask(URL_A, { headers: { authorization: 'x' } });
  expect([state.runs, (await ask()).said]).toEqual([2, 'MISS']);
});

test('variants are kept by the headers that Vary lists, as they are written', async () => {
  const { ask } = behind({ ...KEPT, vary: 'accept-language' });
  const of = async (language: string) =>
    (await ask(URL_A, { headers: { 'accept-language': language } })).said;
  expect([await of('de'), await of('en'), await of('de'), await of('DE')]).toEqual([
    'MISS',
    'MISS',
    'HIT',
    'MISS',
  ]);
});

test('parts are cut out of the whole', async () => {
  const { ask } = behind(KEPT);
  const part = await ask(URL_A, { headers: { range: 'bytes=0-2' } });
  expect([part.status, part.text, (await ask()).text]).toEqual([206, 'GET', 'GET 1 null']);
});

test.each([
  ['max-age=60', 'STALE'],
  ['max-age=60, must-revalidate', 'BYPASS'],
  ['max-age=60, stale-if-error=0', 'BYPASS'],
  ['max-age=60, stale-while-revalidate=100', 'UPDATING'],
])('what was kept with %s and is stale is %s when the entrypoint fails', async (caching, said) => {
  const { ask, state } = behind({ 'cache-control': `public, ${caching}` });
  await ask();
  Object.assign(state, { now: 61_000, isBroken: true });
  expect((await ask()).said).toBe(said);
});

test('requests that come at once run it once, if the response is kept', async () => {
  const kept = behind(KEPT);
  await Promise.all([kept.ask(), kept.ask(), kept.ask()]);
  const not = behind({ 'cache-control': 'no-store' });
  await Promise.all([not.ask(), not.ask(), not.ask()]);
  expect([kept.state.runs, not.state.runs]).toEqual([1, 3]);
});

test('what is too large is not kept', async () => {
  const { ask } = behind(KEPT, 200, 5);
  expect([(await ask()).said, (await ask()).said]).toEqual(['BYPASS', 'BYPASS']);
});
